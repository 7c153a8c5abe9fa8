// src/operator/AskTransfer.tsx -- to whom a citizen is passed on, keeping number and place.
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Counter } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { useTown } from '../town/town';
import { OneOf, Select } from '../ui/Choice';
import { Field } from '../ui/Field';
import { Ask } from './Ask';
import type { Destination } from './orders';
import { ProcedureSearch } from './ProcedureSearch';
import { note_max, type QuestionProps } from './questions';
import { useProcedureTitles } from './titles';

const ways = ['counter', 'lane', 'procedure'] as const;
type Way = (typeof ways)[number];

// Once chosen: the value of the control for the way that is taken.
function destination(way: Way, value: string): Destination | null {
    if (!value) return null;
    if (way === 'counter') return { counter: Number(value) };
    return way === 'lane' ? { lane: value } : { procedure: value };
}

export function AskTransfer({ ticket, busy, onOrder, onCancel }: QuestionProps) {
    const [way, setWay] = useState<Way>('counter');
    const [value, setValue] = useState('');
    const [note, setNote] = useState('');
    const to = destination(way, value);
    return (
        <Ask
            title={say('ask.transfer')}
            confirm={say('ask.transfer.yes')}
            ready={to !== null}
            busy={busy}
            onConfirm={() => {
                if (!to) return;
                const order = { verb: 'transfer', ticket: ticket.id, to } as const;
                void onOrder({ ...order, note: note.trim() || undefined });
            }}
            onCancel={onCancel}
        >
            <OneOf
                label={say('ask.transfer')}
                value={way}
                options={ways.map((value) => ({ value, label: say(`ask.transfer.${value}`) }))}
                onChange={(chosen) => {
                    setWay(chosen);
                    setValue('');
                }}
            />
            {way === 'counter' && (
                <CounterSelect own={ticket.counter} value={value} onChange={setValue} />
            )}
            {way === 'lane' && <LaneSelect value={value} onChange={setValue} />}
            {way === 'procedure' && <ProcedureChoice value={value} onChange={setValue} />}
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

interface ValueProps {
    value: string;
    onChange: (value: string) => void;
}

// Only counters where somebody sits: the box refuses the others.
function CounterSelect({ own, value, onChange }: ValueProps & { own: number | null }) {
    const [counters, setCounters] = useState<Counter[] | null>(null);
    useEffect(() => {
        answer(box.GET('/counters')).then(
            ({ items }) => {
                setCounters(items.filter((one) => one.state !== 'closed' && one.id !== own));
            },
            () => {
                setCounters([]);
            },
        );
    }, [own]);
    if (counters?.length === 0) return <p>{say('ask.transfer.nocounter')}</p>;
    const options = (counters ?? []).map(({ id, name, state }) => ({
        value: String(id),
        label: state === 'paused' ? say('ask.transfer.paused', { name }) : name,
    }));
    return (
        <Select
            label={say('ask.transfer.counter')}
            value={value}
            options={[nothing(), ...options]}
            onChange={onChange}
        />
    );
}

const nothing = () => ({ value: '', label: say('form.choose') });

function LaneSelect({ value, onChange }: ValueProps) {
    const town = useTown();
    const options = town.lanes.map(({ id, title }) => ({ value: id, label: inLanguage(title) }));
    return (
        <Select
            label={say('ask.transfer.lane')}
            value={value}
            options={[nothing(), ...options]}
            onChange={onChange}
        />
    );
}

function ProcedureChoice({ value, onChange }: ValueProps) {
    const titleOf = useProcedureTitles();
    return (
        <>
            <ProcedureSearch onChoose={onChange} />
            {value && <p className="ask-chosen">{titleOf(value)}</p>}
        </>
    );
}
