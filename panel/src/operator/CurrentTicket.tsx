// src/operator/CurrentTicket.tsx -- the ticket at the counter, large, and what there is to know of it.
import { Badge, Button } from 'design-react-kit';
import type { Ticket } from '../api/types';
import { clock, say, sayCount } from '../texts/texts';
import { laneOf, laneTitle, useTown } from '../town/town';
import { useNow } from '../ui/hooks';
import { Notice } from '../ui/Notice';
import { CallBackNumber } from './CallBackNumber';
import type { OnOrder } from './orders';

const refresh_ms = 15_000;

export function CurrentTicket({ ticket }: { ticket: Ticket | null }) {
    const town = useTown();
    const callBack = ticket && laneOf(town, ticket.lane)?.kind === 'call-back';
    return (
        <>
            <div className="current" aria-live="polite">
                {ticket ? (
                    <Called ticket={ticket} />
                ) : (
                    <p className="current-none">{say('desk.free')}</p>
                )}
            </div>
            {ticket?.note && (
                <p className="current-note">
                    <span>{say('desk.note')}</span> {ticket.note}
                </p>
            )}
            {callBack && ticket.contact && <CallBackNumber contact={ticket.contact} />}
        </>
    );
}

function Called({ ticket }: { ticket: Ticket }) {
    const town = useTown();
    const now = useNow(refresh_ms);
    const since = ticket.started_at ?? ticket.called_at;
    const minutes = since
        ? Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 60_000))
        : 0;
    const booked = ticket.channel === 'appointment';
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
            {ticket.due_at && (
                <p className="current-due">
                    {say(booked ? 'desk.booked' : 'desk.promised', {
                        time: clock(ticket.due_at, town.time_zone),
                    })}
                </p>
            )}
        </>
    );
}

interface TroubleProps {
    ticket: Ticket;
    busy: boolean;
    onOrder: OnOrder;
}

export function PrintTrouble({ ticket, busy, onOrder }: TroubleProps) {
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
                onClick={() => onOrder({ verb: 'reprint', job })}
            >
                {say('print.again')}
            </Button>
        </Notice>
    );
}
