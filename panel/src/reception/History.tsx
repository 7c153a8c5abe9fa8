// src/reception/History.tsx -- visits and calls of one citizen, together. Looking is audited, and asks
// why.
import { Button } from 'design-react-kit';
import { useEffect, useState, type FormEvent } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Contact } from '../api/types';
import { useProcedureTitles } from '../operator/titles';
import { dayAndTime, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { Field } from '../ui/Field';
import { FailureNotice } from '../ui/Notices';

const reason_min = 3;

interface Asked {
    phone?: string;
    tax_code?: string;
    reason: string;
}

export function History({ phone, taxCode }: { phone: string; taxCode: string }) {
    const [reason, setReason] = useState('');
    const [found, setFound] = useState<Contact[] | null>(null);
    const look = useCommand((body: Asked) => answer(box.POST('/contact-searches', { body })));

    // What was found belongs to the citizen who was asked for.
    useEffect(() => {
        setFound(null);
    }, [phone, taxCode]);

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        event.stopPropagation();
        const got = await look.run({
            ...(taxCode ? { tax_code: taxCode } : { phone }),
            reason: reason.trim(),
        });
        if (got) setFound(got.reply.items);
    };

    return (
        <>
            <form className="history-ask" onSubmit={submit}>
                <Field
                    label={say('history.reason')}
                    help={say('history.audited')}
                    value={reason}
                    maxLength={200}
                    autoComplete="off"
                    onChange={setReason}
                />
                <Button
                    color="primary"
                    outline
                    size="xs"
                    type="submit"
                    disabled={look.busy || reason.trim().length < reason_min || !(phone || taxCode)}
                >
                    {say('history.look')}
                </Button>
            </form>
            <FailureNotice failure={look.failure} />
            <p role="status" className="history-status">
                {found && sayCount('history.found', found.length)}
            </p>
            {found && found.length > 0 && <Contacts contacts={found} />}
        </>
    );
}

function Contacts({ contacts }: { contacts: Contact[] }) {
    const { time_zone } = useTown();
    const titleOf = useProcedureTitles();
    return (
        <ol className="history" aria-label={say('history.title')}>
            {contacts.map((one) => (
                <li key={one.id}>
                    <span>
                        <time dateTime={one.at}>{dayAndTime(one.at, time_zone)}</time>
                        {' · '}
                        {say(`contact.by.${one.channel}`)}
                    </span>
                    <strong>
                        {one.outcome ? say(`contact.${one.outcome}`) : say(`call.${one.state}`)}
                        {one.number && ` ${one.number}`}
                    </strong>
                    <span>{one.procedures.map(titleOf).join(', ')}</span>
                    {one.reason && <span>{one.reason}</span>}
                </li>
            ))}
        </ol>
    );
}
