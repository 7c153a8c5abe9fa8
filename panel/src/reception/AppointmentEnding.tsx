// src/reception/AppointmentEnding.tsx -- another day, at a time that suits the citizen.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { say } from '../texts/texts';
import { AppointmentFields } from './AppointmentFields';
import type { EndingProps } from './Endings';

export function AppointmentEnding({ visit, citizen, busy, onEnd }: EndingProps) {
    const [at, setAt] = useState<string | null>(null);

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (at) await onEnd({ appointment: at });
    };

    return (
        <form onSubmit={submit}>
            <AppointmentFields items={visit.items} citizen={citizen} at={at} onChange={setAt} />
            <Button color="primary" block type="submit" disabled={busy || !at}>
                {say('appointment.do')}
            </Button>
        </form>
    );
}
