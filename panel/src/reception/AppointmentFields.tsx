// src/reception/AppointmentFields.tsx -- a time, and how to reach who comes, as far as he likes.
import { SlotPicker } from '../appointments/SlotPicker';
import { say } from '../texts/texts';
import { Field } from '../ui/Field';
import type { CitizenState } from './citizen';
import { minutesOf, type Item } from './visit';

interface Props {
    items: Item[];
    citizen: CitizenState;
    at: string | null;
    onChange: (at: string | null) => void;
}

export function AppointmentFields({ items, citizen: { citizen, change }, at, onChange }: Props) {
    return (
        <>
            <SlotPicker minutes={minutesOf(items)} value={at} onChange={onChange} />
            <div className="two">
                <Field
                    label={say('citizen.name')}
                    value={citizen.name}
                    maxLength={100}
                    autoComplete="off"
                    onChange={(name) => {
                        change({ name });
                    }}
                />
                <Field
                    label={say('citizen.phone')}
                    value={citizen.phone}
                    type="tel"
                    maxLength={20}
                    autoComplete="off"
                    onChange={(phone) => {
                        change({ phone });
                    }}
                />
            </div>
            <p className="form-note">{say('citizen.optional')}</p>
        </>
    );
}
