// src/reception/TicketEnding.tsx -- a ticket with all the visit is for, so that the operator knows before
// the citizen sits down.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { Refused } from '../api/client';
import { say } from '../texts/texts';
import { LongText, Tick } from '../ui/Choice';
import { Notice } from '../ui/Notice';
import type { EndingProps } from './Endings';

const full = '/problems/lane.full';

export function TicketEnding({ visit, busy, failure, onEnd, onOther }: EndingProps) {
    const [priority, setPriority] = useState(false);
    const [note, setNote] = useState('');
    const byAppointment = visit.items.some((one) => one.procedure.appointment === 'required');
    const isFull = failure instanceof Refused && failure.problem.type === full;

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        await onEnd({ priority, note: note.trim() || undefined });
    };

    return (
        <form onSubmit={submit}>
            {byAppointment && <Notice kind="info">{say('ticket.byappointment')}</Notice>}
            <Tick
                label={say('ticket.priority')}
                help={say('kiosk.priority.help')}
                checked={priority}
                onChange={setPriority}
            />
            <LongText
                label={say('ticket.note')}
                help={say('ticket.note.help')}
                value={note}
                rows={2}
                maxLength={500}
                required={false}
                onChange={setNote}
            />
            <Button color="primary" block type="submit" disabled={busy}>
                {say('ticket.do')}
            </Button>
            {(isFull || byAppointment) && (
                <Button
                    color="primary"
                    outline
                    block
                    type="button"
                    className="mt-2"
                    onClick={() => {
                        onOther('appointment');
                    }}
                >
                    {say('ticket.instead')}
                </Button>
            )}
        </form>
    );
}
