// src/reception/Ended.tsx -- what came of a contact: what to tell the citizen, what came on paper.
import { Button, Icon } from 'design-react-kit';
import { useEffect, useRef } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Closing, Contact } from '../api/types';
import { dayAndTime, say } from '../texts/texts';
import { useTown } from '../town/town';
import { Notice } from '../ui/Notice';
import { FailureNotice } from '../ui/Notices';

interface Props {
    contact: Contact;
    closing: Closing;
    onNext: () => void;
}

export function Ended({ contact, closing, onNext }: Props) {
    const { time_zone } = useTown();
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), [contact.id]);
    const outcome = contact.outcome ?? closing.outcome;

    return (
        <article className="ended">
            <header>
                <Icon icon="it-check-circle" color="success" size="lg" />
                <h2 className="h5" ref={heading} tabIndex={-1}>
                    {say(`ended.${outcome}`)}
                </h2>
            </header>
            {contact.number && <p className="ended-number">{contact.number}</p>}
            {closing.appointment && contact.appointment !== null && (
                <p className="ended-when">{dayAndTime(closing.appointment, time_zone)}</p>
            )}
            <Paper contact={contact} />
            <Button color="primary" block onClick={onNext}>
                {say(contact.channel === 'phone' ? 'ended.nextcall' : 'ended.next')}
            </Button>
        </article>
    );
}

function Paper({ contact: { print } }: { contact: Contact }) {
    const again = useCommand((id: number, key) =>
        answer(
            box.POST('/print-jobs/{id}/reprint', {
                params: { path: { id }, header: { 'Idempotency-Key': key } },
            }),
        ),
    );
    if (!print) return null;
    const fit = print.printer === 'ready' || print.printer === 'paper-low';
    const failed = ['none', 'refused', 'uncertain'].includes(print.state);
    if (fit && !failed) return <p className="ended-paper">{say('ended.paper')}</p>;
    const { job } = print;
    return (
        <>
            <Notice kind="warning">{say('ended.nopaper')}</Notice>
            <FailureNotice failure={again.failure} />
            {job !== null && failed && (
                <Button
                    color="primary"
                    outline
                    size="xs"
                    className="mb-3"
                    disabled={again.busy}
                    onClick={() => again.run(job)}
                >
                    {say('print.again')}
                </Button>
            )}
        </>
    );
}
