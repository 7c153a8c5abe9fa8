// src/operator/Absent.tsx -- who was called and did not come: some come back.
import { Button } from 'design-react-kit';
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Ticket } from '../api/types';
import { clock, say } from '../texts/texts';
import { useTown } from '../town/town';
import type { OnOrder } from './orders';

const shown_max = 100; // The contract's page.

interface Props {
    version: unknown; // Changes when the desk was read again.
    busy: boolean;
    onOrder: OnOrder;
}

export function Absent({ version, busy, onOrder }: Props) {
    const { time_zone } = useTown();
    const [open, setOpen] = useState(false);
    const [absent, setAbsent] = useState<Ticket[] | null>(null);

    useEffect(() => {
        if (!open) return;
        let left = false;
        const query = { state: 'no-show', limit: shown_max } as const;
        answer(box.GET('/tickets', { params: { query } })).then(
            ({ items }) => {
                if (!left) setAbsent(items);
            },
            () => undefined, // The desk says when the box is silent; read again with it.
        );
        return () => {
            left = true;
        };
    }, [open, version]);

    return (
        <details
            className="desk-more"
            onToggle={(event) => {
                setOpen(event.currentTarget.open);
            }}
        >
            <summary>{say('desk.absent')}</summary>
            {absent?.length === 0 && <p>{say('desk.absent.none')}</p>}
            <ul>
                {(absent ?? []).map((ticket) => (
                    <li key={ticket.id}>
                        <strong>{ticket.number}</strong>
                        <span>
                            {ticket.not_before &&
                                say('desk.absent.back', {
                                    time: clock(ticket.not_before, time_zone),
                                })}
                        </span>
                        <Button
                            color="primary"
                            outline
                            size="xs"
                            disabled={busy}
                            aria-label={say('desk.absent.here.number', { number: ticket.number })}
                            onClick={() => onOrder({ verb: 'reactivate', ticket: ticket.id })}
                        >
                            {say('desk.absent.here')}
                        </Button>
                    </li>
                ))}
            </ul>
        </details>
    );
}
