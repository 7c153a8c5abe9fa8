// src/supervisor/Closing.tsx -- at closing nobody is lost: who cannot be served gets an appointment.
import { Button } from 'design-react-kit';
import { useCallback, useState } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Appointment, Ticket } from '../api/types';
import { useWatched } from '../live/watch';
import { Ask } from '../operator/Ask';
import { useSession } from '../session/person';
import { dayAndTime, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { FailureNotice, LostBand } from '../ui/Notices';
import { AskRebook, type Rebooking } from './AskRebook';
import { StillWaiting } from './StillWaiting';

const shown_max = 100; // The contract's page.

export function Closing() {
    const { check } = useSession();
    const read = useCallback(async () => {
        const query = { state: 'waiting', limit: shown_max } as const;
        return (await answer(box.GET('/tickets', { params: { query } }))).items;
    }, []);
    const { value: waiting, lostSince, refused, refresh } = useWatched(read, () => void check());
    const [asking, setAsking] = useState<Ticket | 'all' | null>(null);
    const [given, setGiven] = useState<Appointment[]>([]);
    const rebook = useCommand(
        ({ ticket, ...body }: Rebooking & { ticket: number }, key: string) => {
            const params = { path: { id: ticket }, header: { 'Idempotency-Key': key } };
            return answer(box.POST('/tickets/{id}/rebook', { params, body }));
        },
    );

    // One after the other; the first refusal stops, what was given stays given.
    const give = async (tickets: Ticket[], wish: Rebooking = {}) => {
        for (const { id: ticket } of tickets) {
            const done = await rebook.run({ ...wish, ticket });
            if (!done) break;
            setGiven((before) => [done.reply, ...before]);
        }
        setAsking(null);
        refresh();
    };
    const cancel = () => {
        setAsking(null);
    };

    return (
        <>
            <LostBand since={lostSince} kept={say('lost.supervisor')} />
            <header className="supervisor-head">
                <h1 className="h4">{say('closing.title')}</h1>
                {waiting && waiting.length > 0 && asking === null && (
                    <Button
                        color="primary"
                        size="xs"
                        onClick={() => {
                            setAsking('all');
                        }}
                    >
                        {say('closing.all')}
                    </Button>
                )}
            </header>
            <p className="measure">{say('closing.lead')}</p>
            <FailureNotice failure={rebook.failure ?? refused} />
            {asking === 'all' && waiting && (
                <Ask
                    title={sayCount('closing.sure', waiting.length)}
                    confirm={say('closing.all')}
                    busy={rebook.busy}
                    onConfirm={() => void give(waiting)}
                    onCancel={cancel}
                />
            )}
            {asking !== null && asking !== 'all' && (
                <AskRebook
                    ticket={asking}
                    busy={rebook.busy}
                    onConfirm={(wish) => void give([asking], wish)}
                    onCancel={cancel}
                />
            )}
            <Given given={given} />
            <StillWaiting waiting={waiting ?? []} busy={rebook.busy} onAsk={setAsking} />
            {waiting?.length === 0 && <p role="status">{say('desk.nobody')}</p>}
        </>
    );
}

function Given({ given }: { given: Appointment[] }) {
    const { time_zone } = useTown();
    return (
        <ul className="closing-given" aria-live="polite">
            {given.map((one) => (
                <li key={one.id}>
                    <strong>{one.from_ticket}</strong>
                    <span>{dayAndTime(one.at, time_zone)}</span>
                    <span>{say('closing.code', { code: one.code.toUpperCase() })}</span>
                </li>
            ))}
        </ul>
    );
}
