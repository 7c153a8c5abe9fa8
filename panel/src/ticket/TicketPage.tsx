// src/ticket/TicketPage.tsx -- the page behind the QR of a ticket, on the citizen's telephone.
import { Icon } from 'design-react-kit';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { answer, box, Refused } from '../api/client';
import type { PublicTicket } from '../api/types';
import { clock, dayAndTime, inLanguage, say, sayCount, setLanguage } from '../texts/texts';
import { counterName, useTown } from '../town/town';
import { useTitle } from '../ui/hooks';
import { LostBand } from '../ui/Notices';
import { Waiting } from '../ui/Waiting';

const every_ms = 10_000;

interface Seen {
    ticket: PublicTicket | null;
    at: Date | null;
    lostSince: Date | null;
    unknown: boolean;
}

function usePublicTicket(code: string): Seen {
    const [seen, setSeen] = useState<Seen>({
        ticket: null,
        at: null,
        lostSince: null,
        unknown: false,
    });
    useEffect(() => {
        let left = false;
        const read = async () => {
            try {
                const ticket = await answer(
                    box.GET('/public/tickets/{code}', { params: { path: { code } } }),
                );
                if (left) return;
                setLanguage(ticket.language === 'en' ? 'en' : 'it');
                setSeen({ ticket, at: new Date(), lostSince: null, unknown: false });
            } catch (error) {
                if (left) return;
                const unknown = error instanceof Refused && error.problem.status === 404;
                setSeen((before) =>
                    unknown
                        ? { ticket: null, at: null, lostSince: null, unknown }
                        : { ...before, lostSince: before.lostSince ?? new Date() },
                );
            }
        };
        void read();
        const timer = setInterval(() => void read(), every_ms);
        return () => {
            left = true;
            clearInterval(timer);
        };
    }, [code]);
    return seen;
}

export function TicketPage() {
    const { code = '' } = useParams();
    const town = useTown();
    const { ticket, at, lostSince, unknown } = usePublicTicket(code);
    useTitle(ticket?.number ?? say('public.title'));

    if (unknown)
        return (
            <main className="waiting-page">
                <Icon icon="it-help-circle" size="xl" color="primary" />
                <h1 className="h4">{say('public.unknown')}</h1>
                <p className="measure">{say('public.unknown.why')}</p>
            </main>
        );
    if (!ticket) return <Waiting text={say(lostSince ? 'town.unreachable' : 'town.reading')} />;
    return (
        <div className="public">
            <header className="public-header">
                <Icon icon="it-pa" color="white" />
                {say('town.of', { name: town.name })}
            </header>
            <LostBand since={lostSince} kept={say('lost.public')} />
            <main className={`public-card public-${ticket.state}`}>
                <h1>
                    <span>{say('public.number')}</span>
                    <strong>{ticket.number}</strong>
                </h1>
                <p className="public-lane">{inLanguage(ticket.lane)}</p>
                <p className="public-state" aria-live="polite">
                    {say(`public.${ticket.state}`, {
                        counter: ticket.counter === null ? '' : counterName(town, ticket.counter),
                    })}
                </p>
                {ticket.appointment && (
                    <p>
                        <a href={`/a/${ticket.appointment.code}`}>
                            {dayAndTime(ticket.appointment.at, town.time_zone)}
                        </a>
                    </p>
                )}
                {ticket.ahead !== null && (
                    <p className="public-ahead">{sayCount('kiosk.ahead', ticket.ahead)}</p>
                )}
                {at && (
                    <p className="public-at">
                        {say('public.at', { time: clock(at, town.time_zone) })}
                    </p>
                )}
            </main>
        </div>
    );
}
