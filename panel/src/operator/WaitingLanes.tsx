// src/operator/WaitingLanes.tsx -- who waits, lane by lane; a number called out of turn needs a reason.
import { Icon } from 'design-react-kit';
import { useState } from 'react';
import type { Lane, LaneQueue, Ticket } from '../api/types';
import { clock, inLanguage, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { AskDirectCall } from './AskDirectCall';
import { useProcedureTitles } from './titles';

const shown_max = 6;

interface Props {
    waiting: Ticket[];
    lanes: LaneQueue[];
    mayCall: boolean; // Whether this counter could call somebody now.
    busy: boolean;
    onCall: (ticket: Ticket, reason: string) => Promise<boolean>;
}

export function WaitingLanes({ waiting, lanes, mayCall, busy, onCall }: Props) {
    const town = useTown();
    const [asking, setAsking] = useState<number | null>(null);
    const ask = (ticket: Ticket) =>
        ticket.id === asking &&
        mayCall && (
            <AskDirectCall
                number={ticket.number}
                busy={busy}
                onConfirm={async (reason) => {
                    if (await onCall(ticket, reason)) setAsking(null);
                }}
                onCancel={() => {
                    setAsking(null);
                }}
            />
        );
    return (
        <div className="lanes">
            <h2 className="h6">{say('desk.waiting')}</h2>
            {town.lanes.map((lane) => {
                const here = waiting.filter((ticket) => ticket.lane === lane.id);
                const shown = here.slice(0, shown_max);
                const queue = lanes.find((one) => one.lane === lane.id);
                const count = queue?.waiting ?? here.length;
                return (
                    <section key={lane.id} className="lane" aria-label={inLanguage(lane.title)}>
                        <LaneHead lane={lane} queue={queue} count={count} />
                        <ol>
                            {shown.map((ticket) => (
                                <li key={ticket.id}>
                                    <WaitingLine
                                        ticket={ticket}
                                        mayCall={mayCall}
                                        onAsk={() => {
                                            setAsking(ticket.id);
                                        }}
                                    />
                                    {ask(ticket)}
                                </li>
                            ))}
                        </ol>
                        {count > shown.length && (
                            <p className="lane-more">
                                {sayCount('desk.more', count - shown.length)}
                            </p>
                        )}
                    </section>
                );
            })}
        </div>
    );
}

function LaneHead({ lane, queue, count }: { lane: Lane; queue?: LaneQueue; count: number }) {
    const late = queue && queue.longest_wait_minutes > lane.promise_minutes;
    return (
        <>
            <h3>
                <span className="lane-prefix">{lane.prefix}</span>
                {inLanguage(lane.title)}
                <span className="lane-count">
                    <span aria-hidden="true">{count}</span>
                    <span className="visually-hidden">{sayCount('desk.inlane', count)}</span>
                </span>
            </h3>
            {late && (
                <p className="lane-late">
                    {say('desk.late', {
                        waited: queue.longest_wait_minutes,
                        promised: lane.promise_minutes,
                    })}
                </p>
            )}
        </>
    );
}

interface LineProps {
    ticket: Ticket;
    mayCall: boolean;
    onAsk: () => void;
}

function WaitingLine({ ticket, mayCall, onAsk }: LineProps) {
    const town = useTown();
    const titleOf = useProcedureTitles();
    const what = ticket.procedures.map((one) => titleOf(one.procedure)).join(', ');
    return (
        <div className="lane-line">
            {mayCall ? (
                <button
                    type="button"
                    title={say('direct.title', { number: ticket.number })}
                    onClick={onAsk}
                >
                    {ticket.number}
                </button>
            ) : (
                <strong>{ticket.number}</strong>
            )}
            <span className="lane-what">{what}</span>
            {ticket.priority && (
                <Icon icon="it-star-full" size="xs" color="warning" title={say('desk.priority')} />
            )}
            <time dateTime={ticket.issued_at}>{clock(ticket.issued_at, town.time_zone)}</time>
        </div>
    );
}
