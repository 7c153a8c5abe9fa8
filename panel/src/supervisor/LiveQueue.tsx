// src/supervisor/LiveQueue.tsx -- the queue as it is now: how many, how long, until when.
import { useCallback } from 'react';
import { answer, box } from '../api/client';
import type { Hours, Queue } from '../api/types';
import { useWatched } from '../live/watch';
import { useSession } from '../session/person';
import { clock, dayAndTime, inLanguage, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { FailureNotice, LostBand } from '../ui/Notices';
import { CounterGrid } from './CounterGrid';
import { LaneTable } from './LaneTable';

async function readHouse() {
    const [queue, counters] = await Promise.all([
        answer(box.GET('/queue')),
        answer(box.GET('/counters')),
    ]);
    return { queue, counters: counters.items };
}

export function LiveQueue() {
    const { check } = useSession();
    const read = useCallback(readHouse, []);
    const { value, lostSince, refused } = useWatched(read, () => void check());
    return (
        <>
            <LostBand since={lostSince} kept={say('lost.supervisor')} />
            <FailureNotice failure={refused} />
            {value && (
                <>
                    <header className="supervisor-head">
                        <h1 className="h4">{say('supervisor.live')}</h1>
                        <p>
                            <OpenUntil hours={value.queue.hours} />
                        </p>
                    </header>
                    <Figures queue={value.queue} />
                    <LaneTable lanes={value.queue.lanes} />
                    <CounterGrid counters={value.counters} />
                </>
            )}
        </>
    );
}

function OpenUntil({ hours }: { hours: Hours }) {
    const { time_zone } = useTown();
    const last = hours.opens.at(-1);
    if (hours.open_now && last)
        return <>{say('supervisor.openuntil', { time: clock(last.to, time_zone) })}</>;
    const why = hours.closed_because ? ` (${inLanguage(hours.closed_because)})` : '';
    if (!hours.next_opening) return <>{say('supervisor.isclosed', { why })}</>;
    return (
        <>{say('supervisor.reopens', { why, when: dayAndTime(hours.next_opening, time_zone) })}</>
    );
}

function Figures({ queue }: { queue: Queue }) {
    const longest = Math.max(0, ...queue.lanes.map((one) => one.longest_wait_minutes));
    const figures = {
        waiting: String(queue.lanes.reduce((sum, one) => sum + one.waiting, 0)),
        longest: sayCount('supervisor.min', longest),
        counters: String(queue.counters_open - queue.counters_paused),
        paused: String(queue.counters_paused),
        appointments: String(queue.appointments_due),
        callbacks: String(queue.call_backs),
    };
    return (
        <dl className="figures">
            {(Object.keys(figures) as (keyof typeof figures)[]).map((one) => (
                <div key={one}>
                    <dt>{say(`figure.${one}`)}</dt>
                    <dd>{figures[one]}</dd>
                </div>
            ))}
        </dl>
    );
}
