// src/operator/WaitingLanes.tsx -- who waits, lane by lane.
import { Icon } from 'design-react-kit';
import type { Board, Ticket } from '../api/types';
import { clock, inLanguage, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { useProcedureTitles } from './titles';

const shown_max = 6;

export function WaitingLanes({ waiting, counts }: { waiting: Ticket[]; counts: Board['waiting'] }) {
    const town = useTown();
    const titleOf = useProcedureTitles();
    return (
        <div className="lanes">
            <h2 className="h6">{say('desk.waiting')}</h2>
            {town.lanes.map((lane) => {
                const count = counts.find((one) => one.lane === lane.id)?.count ?? 0;
                const here = waiting.filter((ticket) => ticket.lane === lane.id);
                return (
                    <section key={lane.id} className="lane" aria-label={inLanguage(lane.title)}>
                        <h3>
                            <span className="lane-prefix">{lane.prefix}</span>
                            {inLanguage(lane.title)}
                            <span className="lane-count">
                                <span aria-hidden="true">{count}</span>
                                <span className="visually-hidden">
                                    {sayCount('desk.inlane', count)}
                                </span>
                            </span>
                        </h3>
                        <ol>
                            {here.slice(0, shown_max).map((ticket) => (
                                <li key={ticket.id}>
                                    <strong>{ticket.number}</strong>
                                    <span className="lane-what">
                                        {ticket.procedure ? titleOf(ticket.procedure) : ''}
                                    </span>
                                    {ticket.priority && (
                                        <Icon
                                            icon="it-star-full"
                                            size="xs"
                                            color="warning"
                                            title={say('desk.priority')}
                                        />
                                    )}
                                    <time dateTime={ticket.issued_at}>
                                        {clock(ticket.issued_at, town.time_zone)}
                                    </time>
                                </li>
                            ))}
                        </ol>
                        {count > shown_max && (
                            <p className="lane-more">{sayCount('desk.more', count - shown_max)}</p>
                        )}
                    </section>
                );
            })}
        </div>
    );
}
