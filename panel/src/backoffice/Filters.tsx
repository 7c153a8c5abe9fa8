// src/backoffice/Filters.tsx -- which tasks are listed.
import type { TaskState } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { OneOf, Select, Tick } from '../ui/Choice';
import { useAreas } from '../ui/useAreas';
import type { Filter } from './tasks';

const states: TaskState[] = ['open', 'waiting-papers', 'answered', 'completed', 'delivered'];

interface Props {
    filter: Filter;
    onChange: (filter: Filter) => void;
}

export function Filters({ filter, onChange }: Props) {
    const areas = useAreas();
    return (
        <div className="filters" role="group" aria-label={say('tasks.filter')}>
            <OneOf
                label={say('tasks.whose')}
                value={filter.mine ? 'mine' : 'all'}
                options={[
                    { value: 'all', label: say('tasks.all') },
                    { value: 'mine', label: say('tasks.mine') },
                ]}
                onChange={(whose) => {
                    onChange({ ...filter, mine: whose === 'mine' });
                }}
            />
            <div className="two">
                <Select
                    label={say('tasks.area')}
                    value={filter.area}
                    options={[
                        { value: '', label: say('tasks.area.all') },
                        ...areas.map((one) => ({ value: one.id, label: inLanguage(one.title) })),
                    ]}
                    onChange={(area) => {
                        onChange({ ...filter, area });
                    }}
                />
                <Select
                    label={say('tasks.state')}
                    value={filter.state}
                    options={[
                        { value: '', label: say('tasks.state.all') },
                        ...states.map((one) => ({ value: one, label: say(`task.state.${one}`) })),
                    ]}
                    onChange={(state) => {
                        onChange({ ...filter, state: state as Filter['state'] });
                    }}
                />
            </div>
            <Tick
                label={say('tasks.overdue')}
                checked={filter.overdue}
                onChange={(overdue) => {
                    onChange({ ...filter, overdue });
                }}
            />
        </div>
    );
}
