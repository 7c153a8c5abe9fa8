// src/phone/Calls.tsx -- the calls that ring, and those that are open; one taken by hand.
import { Button, Icon } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import type { Contact, Principal } from '../api/types';
import { clock, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { Field } from '../ui/Field';
import { useNow } from '../ui/hooks';

const tick_ms = 5000;

interface Props {
    calls: Contact[];
    current: number | undefined;
    person: Principal;
    busy: boolean;
    onTake: (id: number) => Promise<void>;
    onOpen: (number: string) => Promise<void>;
    onShow: (id: number) => void;
}

export function Calls({ calls, current, person, busy, onTake, onOpen, onShow }: Props) {
    const ringing = calls.filter((one) => one.state === 'ringing');
    const open = calls.filter((one) => one.state === 'open');
    return (
        <>
            <h2 className="h6">{say('phone.ringing')}</h2>
            <p role="status" className="calls-status">
                {sayCount('phone.rings', ringing.length)}
            </p>
            <ul className="calls">
                {ringing.map((call) => (
                    <li key={call.id} className="call-ringing">
                        <Caller call={call} />
                        <Button
                            color="primary"
                            size="xs"
                            disabled={busy}
                            aria-label={say('phone.answer.of', {
                                number: call.phone ?? say('phone.hidden'),
                            })}
                            onClick={() => onTake(call.id)}
                        >
                            {say('phone.answer')}
                        </Button>
                    </li>
                ))}
            </ul>
            <ByHand busy={busy} onOpen={onOpen} />
            {open.length > 0 && <h2 className="h6">{say('phone.open')}</h2>}
            <ul className="calls">
                {open.map((call) =>
                    call.operator === person.id ? (
                        <li key={call.id}>
                            <button
                                type="button"
                                className="call-mine"
                                aria-current={call.id === current}
                                onClick={() => {
                                    onShow(call.id);
                                }}
                            >
                                <Caller call={call} />
                            </button>
                        </li>
                    ) : (
                        <li key={call.id}>
                            <Caller call={call} />
                            <small>{say('phone.with', { operator: call.operator ?? '' })}</small>
                        </li>
                    ),
                )}
            </ul>
        </>
    );
}

function Caller({ call }: { call: Contact }) {
    const { time_zone } = useTown();
    const now = useNow(tick_ms);
    const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(call.at)) / 1000));
    const rung =
        seconds < 60
            ? sayCount('phone.seconds', seconds)
            : sayCount('phone.minutes', Math.floor(seconds / 60));
    return (
        <span className="caller">
            <Icon icon="it-telephone" size="sm" color="primary" />
            <span>
                <strong>{call.phone ?? say('phone.hidden')}</strong>
                <small>
                    {say('desk.at', { time: clock(call.at, time_zone) })}
                    {call.state === 'ringing' && ` · ${rung}`}
                </small>
            </span>
        </span>
    );
}

function ByHand({ busy, onOpen }: Pick<Props, 'busy' | 'onOpen'>) {
    const [number, setNumber] = useState('');

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        await onOpen(number.trim());
        setNumber('');
    };

    return (
        <form className="calls-byhand" onSubmit={submit}>
            <Field
                label={say('phone.byhand')}
                help={say('phone.byhand.help')}
                value={number}
                type="tel"
                maxLength={20}
                autoComplete="off"
                onChange={setNumber}
            />
            <Button color="primary" outline size="xs" type="submit" disabled={busy}>
                {say('phone.byhand.do')}
            </Button>
        </form>
    );
}
