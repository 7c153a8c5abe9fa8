// src/operator/AskTransfer.tsx -- to whom a citizen is passed on, keeping number and place.
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Counter } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { useTown } from '../town/town';
import { Field, FieldFrame } from '../ui/Field';
import { Ask, Choice } from './Ask';
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
            <Choice
                legend={say('ask.transfer')}
                options={ways}
                value={way}
                label={(one) => say(`ask.transfer.${one}`)}
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
    const help = counters?.length === 0 ? say('ask.transfer.nocounter') : undefined;
    return (
        <FieldFrame id="transfer-to" label={say('ask.transfer.counter')} help={help}>
            <Select value={value} onChange={onChange}>
                {(counters ?? []).map((one) => (
                    <option key={one.id} value={one.id}>
                        {one.state === 'paused'
                            ? say('ask.transfer.paused', { name: one.name })
                            : one.name}
                    </option>
                ))}
            </Select>
        </FieldFrame>
    );
}

function LaneSelect({ value, onChange }: ValueProps) {
    const town = useTown();
    return (
        <FieldFrame id="transfer-to" label={say('ask.transfer.lane')}>
            <Select value={value} onChange={onChange}>
                {town.lanes.map((one) => (
                    <option key={one.id} value={one.id}>
                        {inLanguage(one.title)}
                    </option>
                ))}
            </Select>
        </FieldFrame>
    );
}

function Select({ value, onChange, children }: ValueProps & { children: React.ReactNode }) {
    return (
        <select
            id="transfer-to"
            className="form-select"
            value={value}
            onChange={(event) => {
                onChange(event.target.value);
            }}
        >
            <option value="">{say('form.choose')}</option>
            {children}
        </select>
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
