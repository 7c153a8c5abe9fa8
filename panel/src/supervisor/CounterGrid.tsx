// src/supervisor/CounterGrid.tsx -- the counters, who sits there and whom they serve.
import { Badge } from 'design-react-kit';
import type { Counter } from '../api/types';
import { clock, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';

export function CounterGrid({ counters }: { counters: Counter[] }) {
    return (
        <section aria-labelledby="counters">
            <h2 className="h6" id="counters">
                {say('supervisor.counters')}
            </h2>
            <ul className="counter-grid">
                {counters.map((counter) => (
                    <li key={counter.id} className={`counter-${counter.state}`}>
                        <CounterCard counter={counter} />
                    </li>
                ))}
            </ul>
        </section>
    );
}

function CounterCard({ counter }: { counter: Counter }) {
    const { time_zone } = useTown();
    const { ticket, pause, parked } = counter;
    const since = ticket?.started_at ?? ticket?.called_at;
    return (
        <>
            <p className="counter-head">
                <strong>{counter.name}</strong>
                <span>{counter.operator ?? say('choice.closed')}</span>
            </p>
            {ticket && (
                <p>
                    <strong className="counter-ticket">{ticket.number}</strong>{' '}
                    {say(`state.${ticket.state}`)}
                    {since && ` ${say('desk.at', { time: clock(since, time_zone) })}`}
                </p>
            )}
            {pause && (
                <p>
                    <Badge color="warning">{say('counter.paused')}</Badge>{' '}
                    {`${pause.reason} · ${say('desk.at', { time: clock(pause.since, time_zone) })}`}
                </p>
            )}
            {counter.state === 'open' && !ticket && <p>{say('counter.free')}</p>}
            {parked.length > 0 && <p>{sayCount('counter.parked', parked.length)}</p>}
        </>
    );
}
