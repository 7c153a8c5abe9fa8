// src/operator/VisitList.tsx -- what the citizen came for, as a whole: for how many, and what is done.
import { Icon } from 'design-react-kit';
import type { Case, Ticket, VisitItem } from '../api/types';
import { say, sayCount } from '../texts/texts';
import type { OnOrder } from './orders';
import { useProcedureTitles } from './titles';

const people_max = 20;

interface Props {
    ticket: Ticket;
    cases: Case[];
    chosen: string | null;
    busy: boolean;
    onChoose: (procedure: string) => void;
    onOrder: OnOrder;
}

export function VisitList({ ticket, cases, chosen, busy, onChoose, onOrder }: Props) {
    if (ticket.procedures.length === 0) return null;
    const change = (item: VisitItem) => {
        const procedures = ticket.procedures.map((one) =>
            one.procedure === item.procedure ? item : one,
        );
        void onOrder({ verb: 'visit', ticket: ticket.id, procedures });
    };
    return (
        <section className="visit" aria-labelledby="visit">
            <h2 className="h6" id="visit">
                {say('visit.title')}
                {ticket.minutes > 0 && <small>{sayCount('visit.minutes', ticket.minutes)}</small>}
            </h2>
            <ul>
                {ticket.procedures.map((item) => (
                    <Item
                        key={item.procedure}
                        item={item}
                        opened={cases.filter((one) => one.procedure === item.procedure).length}
                        chosen={item.procedure === chosen}
                        busy={busy}
                        onChoose={() => {
                            onChoose(item.procedure);
                        }}
                        onChange={change}
                    />
                ))}
            </ul>
        </section>
    );
}

interface ItemProps {
    item: VisitItem;
    opened: number; // Cases of this procedure.
    chosen: boolean;
    busy: boolean;
    onChoose: () => void;
    onChange: (item: VisitItem) => void;
}

function Item({ item, opened, chosen, busy, onChoose, onChange }: ItemProps) {
    const titleOf = useProcedureTitles();
    const title = titleOf(item.procedure);
    return (
        <li className={chosen ? 'visit-chosen' : undefined}>
            <label className="visit-done">
                <input
                    type="checkbox"
                    checked={item.done}
                    disabled={busy}
                    onChange={(event) => {
                        onChange({ ...item, done: event.target.checked });
                    }}
                />
                <span className="visually-hidden">{say('visit.done', { title })}</span>
            </label>
            <button type="button" className="visit-title" aria-pressed={chosen} onClick={onChoose}>
                {title}
                {opened > 0 && <small>{sayCount('visit.opened', opened)}</small>}
            </button>
            <div className="visit-people" role="group" aria-label={say('visit.people', { title })}>
                <button
                    type="button"
                    aria-label={say('visit.fewer')}
                    disabled={busy || item.people <= 1}
                    onClick={() => {
                        onChange({ ...item, people: item.people - 1 });
                    }}
                >
                    <Icon icon="it-minus" color="primary" size="xs" />
                </button>
                <span>{sayCount('visit.for', item.people)}</span>
                <button
                    type="button"
                    aria-label={say('visit.more')}
                    disabled={busy || item.people >= people_max}
                    onClick={() => {
                        onChange({ ...item, people: item.people + 1 });
                    }}
                >
                    <Icon icon="it-plus" color="primary" size="xs" />
                </button>
            </div>
        </li>
    );
}
