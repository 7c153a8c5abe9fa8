// src/operator/questions.tsx -- what is asked before a citizen is sent away from the counter.
import { useState } from 'react';
import type { Ticket } from '../api/types';
import { clock, say } from '../texts/texts';
import { useTown } from '../town/town';
import { OneOf } from '../ui/Choice';
import { Field } from '../ui/Field';
import { Ask } from './Ask';
import type { OnOrder } from './orders';

export const note_max = 500;

export interface QuestionProps {
    ticket: Ticket;
    busy: boolean;
    onOrder: OnOrder;
    onCancel: () => void;
}

export function AskCancel({ ticket, busy, onOrder, onCancel }: QuestionProps) {
    return (
        <Ask
            title={say('desk.sure')}
            confirm={say('desk.sure.yes', { number: ticket.number })}
            refuse={say('desk.sure.no')}
            danger
            busy={busy}
            onConfirm={() => void onOrder({ verb: 'cancel', ticket: ticket.id })}
            onCancel={onCancel}
        />
    );
}

const outcomes = ['papers-missing', 'not-possible'] as const;

export function AskOutcome({ ticket, busy, onOrder, onCancel }: QuestionProps) {
    const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('papers-missing');
    return (
        <Ask
            title={say('ask.outcome')}
            confirm={say('ask.outcome.yes')}
            busy={busy}
            onConfirm={() => void onOrder({ verb: 'finish', ticket: ticket.id, outcome })}
            onCancel={onCancel}
        >
            <OneOf
                label={say('ask.outcome')}
                value={outcome}
                options={outcomes.map((value) => ({ value, label: say(`outcome.${value}`) }))}
                onChange={setOutcome}
            />
        </Ask>
    );
}

const later_minutes = ['10', '20', '30', '45'] as const;
const minute_ms = 60_000;

// The citizen comes back: not called before, and keeps the place.
export function AskLater({ ticket, busy, onOrder, onCancel }: QuestionProps) {
    const { time_zone } = useTown();
    const [minutes, setMinutes] = useState<(typeof later_minutes)[number]>('10');
    const [from] = useState(() => Date.now());
    const at = (after: string) => new Date(from + Number(after) * minute_ms);
    return (
        <Ask
            title={say('ask.later')}
            confirm={say('ask.later.yes', { time: clock(at(minutes), time_zone) })}
            busy={busy}
            onConfirm={() => {
                const back_at = at(minutes).toISOString();
                void onOrder({ verb: 'no-show', ticket: ticket.id, back_at });
            }}
            onCancel={onCancel}
        >
            <OneOf
                label={say('ask.later')}
                value={minutes}
                options={later_minutes.map((value) => ({
                    value,
                    label: say('ask.later.in', {
                        minutes: value,
                        time: clock(at(value), time_zone),
                    }),
                }))}
                onChange={setMinutes}
            />
        </Ask>
    );
}

export function AskPark({ ticket, busy, onOrder, onCancel }: QuestionProps) {
    const [note, setNote] = useState('');
    return (
        <Ask
            title={say('ask.park')}
            confirm={say('ask.park.yes')}
            busy={busy}
            onConfirm={() => {
                void onOrder({ verb: 'park', ticket: ticket.id, note: note.trim() || undefined });
            }}
            onCancel={onCancel}
        >
            <Field
                label={say('ask.note')}
                help={say('ask.note.help')}
                maxLength={note_max}
                value={note}
                onChange={setNote}
            />
        </Ask>
    );
}
