// src/operator/ParkedList.tsx -- who left this counter for a moment and comes back to it.
import { Button } from 'design-react-kit';
import type { Counter } from '../api/types';
import { say } from '../texts/texts';
import type { OnOrder } from './orders';

interface Props {
    counter: Counter;
    busy: boolean;
    onOrder: OnOrder;
}

export function ParkedList({ counter, busy, onOrder }: Props) {
    if (counter.parked.length === 0) return null;
    return (
        <section className="parked" aria-labelledby="parked">
            <h2 className="h6" id="parked">
                {say('desk.parked')}
            </h2>
            <ul>
                {counter.parked.map((ticket) => (
                    <li key={ticket.id}>
                        <strong>{ticket.number}</strong>
                        <span>{ticket.note}</span>
                        <Button
                            color="primary"
                            outline
                            size="xs"
                            disabled={busy || counter.ticket !== null}
                            aria-label={say('desk.resume.number', { number: ticket.number })}
                            onClick={() =>
                                onOrder({ verb: 'resume', counter: counter.id, ticket: ticket.id })
                            }
                        >
                            {say('desk.resume')}
                        </Button>
                    </li>
                ))}
            </ul>
            {counter.ticket && <p className="parked-why">{say('desk.resume.busy')}</p>}
        </section>
    );
}
