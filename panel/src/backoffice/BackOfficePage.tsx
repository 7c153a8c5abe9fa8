// src/backoffice/BackOfficePage.tsx -- what the back offices owe, the nearest term first, and the task in
// hand. The counter talks with the citizen; here is worked.
import { Icon } from 'design-react-kit';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Principal, TaskState } from '../api/types';
import { useWatched } from '../live/watch';
import { useSession } from '../session/person';
import { StaffPage } from '../session/StaffPage';
import { say } from '../texts/texts';
import { LostBand } from '../ui/Notices';
import { Filters } from './Filters';
import { TaskDetail } from './TaskDetail';
import { TaskList } from './TaskList';
import { readTasks, type Filter } from './tasks';
import { useTask } from './useTask';

export function BackOfficePage() {
    return <StaffPage page="back-office">{(person) => <Office person={person} />}</StaffPage>;
}

// The filter and the task in hand are in the address: they survive a new start, and can be passed on.
function useAddress() {
    const [query, setQuery] = useSearchParams();
    const filter: Filter = {
        area: query.get('area') ?? '',
        state: (query.get('state') ?? '') as TaskState | '',
        mine: query.has('mine'),
        overdue: query.has('overdue'),
    };
    const task = Number(query.get('task')) || null;
    const write = (next: Filter, chosen: number | null) => {
        const entries: [string, string][] = [
            ['area', next.area],
            ['state', next.state],
            ['mine', next.mine ? 'yes' : ''],
            ['overdue', next.overdue ? 'yes' : ''],
            ['task', chosen === null ? '' : String(chosen)],
        ];
        setQuery(new URLSearchParams(entries.filter(([, value]) => value)), { replace: true });
    };
    return { filter, task, write };
}

function Office({ person }: { person: Principal }) {
    const { check } = useSession();
    const { filter, task: chosen, write } = useAddress();
    const [pages, setPages] = useState(1);
    const { area, state, mine, overdue } = filter;
    const read = useCallback(
        () => readTasks({ area, state, mine, overdue }, person.id, pages),
        [area, state, mine, overdue, person.id, pages],
    );
    const { value, lostSince, refresh } = useWatched(read, () => void check());
    const listed = value?.tasks.find((one) => one.id === chosen);
    const { task, failure, show, retry } = useTask(chosen, listed);

    return (
        <main className="office backoffice" id="work">
            <h1 className="visually-hidden">{say('staff.page.back-office')}</h1>
            <LostBand since={lostSince} kept={say('lost.tasks')} />
            <section className="office-list" aria-label={say('tasks.title')}>
                <Filters
                    filter={filter}
                    onChange={(next) => {
                        setPages(1);
                        write(next, chosen);
                    }}
                />
                <TaskList
                    list={value}
                    chosen={chosen}
                    person={person}
                    onChoose={(id) => {
                        write(filter, id);
                    }}
                    onMore={() => {
                        setPages(pages + 1);
                    }}
                />
            </section>
            <section className="office-work office-wide" aria-label={say('task.title')}>
                {failure && (
                    <p className="work-empty" role="alert">
                        {failure}
                        <button type="button" className="btn btn-link" onClick={retry}>
                            {say('work.retry')}
                        </button>
                    </p>
                )}
                {task && !failure && (
                    <TaskDetail
                        key={task.id}
                        task={task}
                        person={person}
                        onChanged={(now) => {
                            show(now);
                            refresh();
                        }}
                    />
                )}
                {chosen === null && (
                    <p className="work-empty">
                        <Icon icon="it-inbox" color="light" size="xl" />
                        {say('tasks.choose')}
                    </p>
                )}
            </section>
        </main>
    );
}
