// src/kiosk/ArrivalScreen.tsx -- who has an appointment types or scans its code, and has a number.
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { answer, box } from '../api/client';
import { say } from '../texts/texts';
import { FailureNotice } from '../ui/Notices';
import { Keyboard } from './Keyboard';
import type { OnStep } from './steps';
import { useTake } from './useTake';

const code_max = 32;

// A scanner types what is in the QR: the address of a page that ends with the code.
export const codeIn = (typed: string): string =>
    (typed.trim().split('/').at(-1) ?? '').slice(0, code_max);

interface Props {
    unauthorised: () => void;
    onStep: OnStep;
}

export function ArrivalScreen({ unauthorised, onStep }: Props) {
    const [typed, setTyped] = useState('');
    const input = useRef<HTMLInputElement>(null);
    const arrive = useTake((code: string, key) => {
        const params = { header: { 'Idempotency-Key': key } };
        return answer(box.POST('/appointments/arrivals', { body: { code }, params }));
    }, unauthorised);
    useEffect(() => input.current?.focus(), []);

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        const code = codeIn(typed);
        if (code === '') return;
        const done = await arrive.run(code);
        if (done) onStep({ at: 'ticket', ticket: done.reply });
        else setTyped(code);
    };

    return (
        <form className="kiosk-arrival" onSubmit={submit}>
            <h1>{say('kiosk.booked')}</h1>
            <label className="kiosk-lead" htmlFor="kiosk-code">
                {say('kiosk.code')}
            </label>
            <input
                id="kiosk-code"
                ref={input}
                className="kiosk-words"
                inputMode="none"
                autoComplete="off"
                autoCapitalize="characters"
                value={typed}
                onChange={(event) => {
                    setTyped(event.target.value);
                }}
            />
            <Keyboard
                code
                onKey={(key) => {
                    setTyped(`${typed}${key}`.slice(0, code_max));
                }}
                onBack={() => {
                    setTyped(typed.slice(0, -1));
                }}
            />
            <FailureNotice failure={arrive.failure} />
            <Button
                type="submit"
                color="primary"
                block
                className="kiosk-take"
                disabled={arrive.busy || typed.trim() === ''}
            >
                {say(arrive.busy ? 'kiosk.taking' : 'kiosk.arrived')}
            </Button>
        </form>
    );
}
