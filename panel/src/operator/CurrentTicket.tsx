// src/operator/CurrentTicket.tsx -- the ticket at the counter, large, and what can be done with it.
import { Badge, Button } from 'design-react-kit';
import { useState } from 'react';
import type { Counter, Ticket } from '../api/types';
import { clock, say, sayCount } from '../texts/texts';
import { laneTitle, useTown } from '../town/town';
import { useNow } from '../ui/hooks';
import { actionsFor, shortcuts, type Action, type Order } from './desk';
import { Notice } from '../ui/Notice';

interface Props {
    counter: Counter;
    busy: boolean;
    retrying: boolean;
    onOrder: (order: Order) => Promise<void>;
}

export function CurrentTicket({ counter, busy, retrying, onOrder }: Props) {
    const ticket = counter.ticket;
    const [asking, setAsking] = useState<number | null>(null); // Which ticket to cancel, if sure.
    const actions = actionsFor(ticket);

    const act = async (action: Action) => {
        if (action === 'cancel' && ticket) {
            setAsking(ticket.id);
            return;
        }
        const onCounter = action === 'next' || action === 'recall';
        await onOrder({ verb: action, id: onCounter || !ticket ? counter.id : ticket.id });
    };

    return (
        <>
            <div className="current" aria-live="polite">
                {ticket ? (
                    <Called ticket={ticket} />
                ) : (
                    <p className="current-none">{say('desk.free')}</p>
                )}
            </div>
            {ticket && asking === ticket.id ? (
                <div className="desk-sure" role="group" aria-label={say('desk.sure')}>
                    <p>{say('desk.sure')}</p>
                    <Button
                        color="danger"
                        disabled={busy}
                        onClick={() => onOrder({ verb: 'cancel', id: ticket.id })}
                    >
                        {say('desk.sure.yes', { number: ticket.number })}
                    </Button>
                    <Button
                        color="secondary"
                        outline
                        onClick={() => {
                            setAsking(null);
                        }}
                    >
                        {say('desk.sure.no')}
                    </Button>
                </div>
            ) : (
                <div className="desk-actions">
                    {actions.map((action, at) => (
                        <Button
                            key={action}
                            className={at === 0 ? 'action-first' : undefined}
                            color={action === 'cancel' ? 'danger' : 'primary'}
                            outline={at > 0}
                            size={at === 0 ? 'lg' : undefined}
                            disabled={busy}
                            aria-keyshortcuts={
                                action === 'cancel' ? undefined : `Alt+${shortcuts[action]}`
                            }
                            onClick={() => act(action)}
                        >
                            <span>{say(`action.${action}`)}</span>
                            {action !== 'cancel' && (
                                <kbd aria-hidden="true">{`Alt ${shortcuts[action]}`}</kbd>
                            )}
                        </Button>
                    ))}
                </div>
            )}
            <p role="status" className="desk-retrying">
                {retrying ? say('desk.retrying') : ''}
            </p>
            {ticket && <PrintTrouble ticket={ticket} busy={busy} onOrder={onOrder} />}
        </>
    );
}

const refresh_ms = 15_000;

function Called({ ticket }: { ticket: Ticket }) {
    const town = useTown();
    const now = useNow(refresh_ms);
    const since = ticket.started_at ?? ticket.called_at;
    const minutes = since
        ? Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 60_000))
        : 0;
    return (
        <>
            <p className="current-state">
                {say(`state.${ticket.state}`)}
                {since && ` ${say('desk.at', { time: clock(since, town.time_zone) })}`}
                {minutes > 0 && ` · ${sayCount('desk.minutes', minutes)}`}
            </p>
            <p className="current-number">{ticket.number}</p>
            <p className="current-lane">
                {laneTitle(town, ticket.lane)}
                {ticket.priority && <Badge color="warning">{say('desk.priority')}</Badge>}
                {ticket.language === 'en' && <Badge color="primary">{say('desk.english')}</Badge>}
                {(ticket.calls ?? 0) > 1 && (
                    <Badge color="secondary">{sayCount('desk.calls', ticket.calls ?? 0)}</Badge>
                )}
            </p>
        </>
    );
}

type TroubleProps = { ticket: Ticket } & Pick<Props, 'busy' | 'onOrder'>;

function PrintTrouble({ ticket, busy, onOrder }: TroubleProps) {
    const print = ticket.print;
    const job = print?.job;
    if (!job || (print.state !== 'uncertain' && print.state !== 'refused')) return null;
    return (
        <Notice kind="warning">
            {say(print.state === 'uncertain' ? 'print.uncertain' : 'print.refused')}
            <Button
                color="primary"
                outline
                size="xs"
                disabled={busy}
                onClick={() => onOrder({ verb: 'reprint', id: job })}
            >
                {say('print.again')}
            </Button>
        </Notice>
    );
}
