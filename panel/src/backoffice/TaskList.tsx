// src/backoffice/TaskList.tsx -- the tasks in the order in which they fall due.
import { Badge, Button } from 'design-react-kit';
import type { Principal, Task } from '../api/types';
import { useProcedureTitles } from '../operator/titles';
import { inLanguage, say, sayCount } from '../texts/texts';
import { useAreas } from '../ui/useAreas';
import { Due } from './Due';
import type { TaskList as List } from './tasks';

interface Props {
    list: List | null;
    chosen: number | null;
    person: Principal;
    onChoose: (id: number) => void;
    onMore: () => void;
}

export function TaskList({ list, chosen, person, onChoose, onMore }: Props) {
    const titleOf = useProcedureTitles();
    const areas = useAreas();
    const areaOf = (task: Task) => {
        const area = areas.find((one) => one.id === task.area);
        return area ? inLanguage(area.title) : task.area;
    };
    if (!list) return <p role="status">{say('town.reading')}</p>;
    return (
        <>
            <p role="status" className="tasks-status">
                {list.more
                    ? say('tasks.first', { count: list.tasks.length })
                    : sayCount('tasks.count', list.tasks.length)}
            </p>
            <ol className="tasks">
                {list.tasks.map((task) => (
                    <li key={task.id}>
                        <button
                            type="button"
                            className={task.overdue ? 'task-late' : undefined}
                            aria-current={task.id === chosen}
                            onClick={() => {
                                onChoose(task.id);
                            }}
                        >
                            <span className="task-line">
                                <strong>
                                    {task.procedure
                                        ? titleOf(task.procedure)
                                        : say('task.question')}
                                </strong>
                                <Due task={task} />
                            </span>
                            <span className="task-line">
                                <small>
                                    {areaOf(task)}
                                    {task.protocol &&
                                        ` · ${task.protocol.number}/${String(task.protocol.year)}`}
                                </small>
                                <small>{who(task, person)}</small>
                            </span>
                            {task.state !== 'open' && (
                                <Badge color="secondary">{say(`task.state.${task.state}`)}</Badge>
                            )}
                            {task.kind === 'question' && task.procedure && (
                                <Badge color="primary">{say('task.question')}</Badge>
                            )}
                        </button>
                    </li>
                ))}
            </ol>
            {list.more && (
                <Button color="primary" outline size="xs" block onClick={onMore}>
                    {say('tasks.more')}
                </Button>
            )}
        </>
    );
}

function who(task: Task, person: Principal): string {
    if (task.assignee === null) return say('task.free');
    return task.assignee === person.id ? say('task.mine') : task.assignee;
}
