// src/phone/CallBackEnding.tsx -- the citizen is called back: a ticket of the call-back lane, in the same
// order as everybody's, with a promised time.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { Refused } from '../api/client';
import type { EndingProps } from '../reception/Endings';
import { say } from '../texts/texts';
import { useTown } from '../town/town';
import { LongText, OneOf } from '../ui/Choice';
import { Field } from '../ui/Field';
import { dayIn, instantOf } from '../ui/zoned';

const digits_min = 3;

export function CallBackEnding({ citizen, busy, failure, onEnd }: EndingProps) {
    const town = useTown();
    const promise = town.lanes.find((one) => one.kind === 'call-back')?.promise_minutes;
    const [when, setWhen] = useState<'soon' | 'at'>('soon');
    const [time, setTime] = useState('');
    const [note, setNote] = useState('');
    const { phone } = citizen.citizen;
    const wrong = failure instanceof Refused ? (failure.problem.errors ?? []) : [];
    const errorAt = (pointer: string) => wrong.find((one) => one.pointer === pointer)?.detail;

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        const today = dayIn(new Date(), town.time_zone);
        const at = when === 'at' ? instantOf(today, time, town.time_zone).toISOString() : undefined;
        await onEnd({ call_back: { phone: phone.trim(), at }, note: note.trim() || undefined });
    };

    return (
        <form onSubmit={submit}>
            <Field
                label={say('callback.number')}
                value={phone}
                type="tel"
                maxLength={20}
                autoComplete="off"
                error={errorAt('/call_back/phone')}
                onChange={(typed) => {
                    citizen.change({ phone: typed });
                }}
            />
            <OneOf
                label={say('callback.when')}
                value={when}
                options={[
                    {
                        value: 'soon',
                        label: promise
                            ? say('callback.within', { minutes: promise })
                            : say('callback.soon'),
                    },
                    { value: 'at', label: say('callback.at') },
                ]}
                onChange={setWhen}
            />
            {when === 'at' && (
                <Field
                    label={say('callback.time')}
                    help={say('callback.time.help')}
                    value={time}
                    type="time"
                    error={errorAt('/call_back/at')}
                    onChange={setTime}
                />
            )}
            <LongText
                label={say('callback.note')}
                help={say('ticket.note.help')}
                value={note}
                rows={2}
                maxLength={500}
                required={false}
                onChange={setNote}
            />
            <Button
                color="primary"
                block
                type="submit"
                disabled={busy || phone.trim().length < digits_min || (when === 'at' && !time)}
            >
                {say('callback.do')}
            </Button>
        </form>
    );
}
