// src/supervisor/StillWaiting.tsx -- who waits now, to be given an appointment one by one.
import { Button } from 'design-react-kit';
import type { Ticket } from '../api/types';
import { useProcedureTitles } from '../operator/titles';
import { clock, say } from '../texts/texts';
import { laneTitle, useTown } from '../town/town';

interface Props {
    waiting: Ticket[];
    busy: boolean;
    onAsk: (ticket: Ticket) => void;
}

const heads = ['number', 'lane', 'what', 'since', 'do'] as const;

export function StillWaiting({ waiting, busy, onAsk }: Props) {
    const town = useTown();
    const titleOf = useProcedureTitles();
    if (waiting.length === 0) return null;
    return (
        <div className="table-card">
            <table className="table">
                <caption>{say('closing.waiting')}</caption>
                <thead>
                    <tr>
                        {heads.map((head) => (
                            <th key={head} scope="col">
                                {say(`closing.${head}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {waiting.map((ticket) => (
                        <tr key={ticket.id}>
                            <th scope="row">{ticket.number}</th>
                            <td>{laneTitle(town, ticket.lane)}</td>
                            <td>
                                {ticket.procedures.map((one) => titleOf(one.procedure)).join(', ')}
                            </td>
                            <td>{clock(ticket.issued_at, town.time_zone)}</td>
                            <td>
                                <Button
                                    color="primary"
                                    outline
                                    size="xs"
                                    disabled={busy}
                                    aria-label={say('closing.rebook.number', {
                                        number: ticket.number,
                                    })}
                                    onClick={() => {
                                        onAsk(ticket);
                                    }}
                                >
                                    {say('closing.rebook')}
                                </Button>
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
