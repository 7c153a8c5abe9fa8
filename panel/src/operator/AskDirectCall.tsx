// src/operator/AskDirectCall.tsx -- why this number is called out of turn: kept, and reported.
import { useState } from 'react';
import { say } from '../texts/texts';
import { Field } from '../ui/Field';
import { Ask } from './Ask';

const reason_min = 3;
const reason_max = 300;

interface Props {
    number: string;
    busy: boolean;
    onConfirm: (reason: string) => Promise<void>;
    onCancel: () => void;
}

export function AskDirectCall({ number, busy, onConfirm, onCancel }: Props) {
    const [reason, setReason] = useState('');
    return (
        <Ask
            title={say('direct.title', { number })}
            confirm={say('direct.yes', { number })}
            ready={reason.trim().length >= reason_min}
            busy={busy}
            onConfirm={() => void onConfirm(reason.trim())}
            onCancel={onCancel}
        >
            <Field
                label={say('ask.reason')}
                help={say('direct.help')}
                maxLength={reason_max}
                value={reason}
                onChange={setReason}
            />
        </Ask>
    );
}
