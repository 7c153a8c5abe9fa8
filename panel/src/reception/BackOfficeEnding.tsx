// src/reception/BackOfficeEnding.tsx -- sent to a back office: only where the card allows it, and with the
// reason, which is counted.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { say } from '../texts/texts';
import { LongText } from '../ui/Choice';
import type { EndingProps } from './Endings';

const reason_min = 3;

export function BackOfficeEnding({ busy, onEnd }: EndingProps) {
    const [reason, setReason] = useState('');

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        await onEnd({ reason: reason.trim() });
    };

    return (
        <form onSubmit={submit}>
            <LongText
                label={say('sent.reason')}
                help={say('ticket.note.help')}
                value={reason}
                rows={2}
                maxLength={500}
                onChange={setReason}
            />
            <Button
                color="primary"
                block
                type="submit"
                disabled={busy || reason.trim().length < reason_min}
            >
                {say('sent.do')}
            </Button>
        </form>
    );
}
