// src/supervisor/AskRebook.tsx -- when a citizen comes back, and how to reach them, if they wish.
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Slot, Ticket } from '../api/types';
import { Ask } from '../operator/Ask';
import { dayAndTime, say } from '../texts/texts';
import { useTown } from '../town/town';
import { Select } from '../ui/Choice';
import { Field } from '../ui/Field';

export interface Rebooking {
    at?: string; // Without: the first free time.
    name?: string;
    phone?: string;
}

interface Props {
    ticket: Ticket;
    busy: boolean;
    onConfirm: (wish: Rebooking) => void;
    onCancel: () => void;
}

const name_max = 100;
const phone_max = 20;
const days = 14;

export function AskRebook({ ticket, busy, onConfirm, onCancel }: Props) {
    const { time_zone } = useTown();
    const slots = useSlots(ticket);
    const [at, setAt] = useState('');
    const [name, setName] = useState('');
    const [phone, setPhone] = useState('');
    return (
        <Ask
            title={say('closing.for', { number: ticket.number })}
            confirm={say('closing.rebook')}
            busy={busy}
            onConfirm={() => {
                onConfirm({
                    at: at || undefined,
                    name: name.trim() || undefined,
                    phone: phone.trim() || undefined,
                });
            }}
            onCancel={onCancel}
        >
            <div className="ask-row">
                <Select
                    label={say('closing.when')}
                    value={at}
                    options={[
                        { value: '', label: say('closing.first') },
                        ...slots.map((slot) => ({
                            value: slot.at,
                            label: dayAndTime(slot.at, time_zone),
                        })),
                    ]}
                    onChange={setAt}
                />
                <Field
                    label={say('closing.name')}
                    maxLength={name_max}
                    value={name}
                    onChange={setName}
                />
                <Field
                    label={say('deliver.phone')}
                    type="tel"
                    maxLength={phone_max}
                    value={phone}
                    onChange={setPhone}
                />
            </div>
        </Ask>
    );
}

// Without free times the first one is still offered: the box says if there is none.
function useSlots(ticket: Ticket): Slot[] {
    const [slots, setSlots] = useState<Slot[]>([]);
    const minutes = ticket.minutes > 0 ? ticket.minutes : undefined;
    const procedure = minutes ? undefined : (ticket.procedure ?? undefined);
    useEffect(() => {
        if (!minutes && !procedure) return;
        let left = false;
        const query = { minutes, procedure, days };
        answer(box.GET('/appointments/slots', { params: { query } })).then(
            ({ items }) => {
                if (!left) setSlots(items);
            },
            () => undefined,
        );
        return () => {
            left = true;
        };
    }, [minutes, procedure]);
    return slots;
}
