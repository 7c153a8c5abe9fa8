// src/appointments/Booking.tsx -- a new appointment: what for, when, for whom.
import { Button, Icon } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Appointment, WantedProcedure } from '../api/types';
import { ProcedureSearch } from '../operator/ProcedureSearch';
import { AppointmentFields } from '../reception/AppointmentFields';
import { Basket } from '../reception/Basket';
import { useCitizen } from '../reception/citizen';
import { languages } from '../reception/CitizenBox';
import { useVisit, wanted } from '../reception/visit';
import { dayAndTime, say } from '../texts/texts';
import { useTown } from '../town/town';
import { OneOf, Tick } from '../ui/Choice';
import { FailureNotice } from '../ui/Notices';

interface Body {
    at: string;
    procedures: WantedProcedure[];
    language: 'it' | 'en';
    print: boolean;
    name?: string;
    phone?: string;
}

export function Booking({ onBooked }: { onBooked: (booked: Appointment) => void }) {
    const { time_zone } = useTown();
    const visit = useVisit();
    const citizen = useCitizen();
    const [at, setAt] = useState<string | null>(null);
    const [print, setPrint] = useState(true);
    const [booked, setBooked] = useState<Appointment | null>(null);
    const book = useCommand((body: Body, key) =>
        answer(box.POST('/appointments', { body, params: { header: { 'Idempotency-Key': key } } })),
    );

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (!at) return;
        const { language, name, phone } = citizen.citizen;
        const done = await book.run({
            at,
            procedures: wanted(visit.items),
            language,
            print,
            name: name.trim() || undefined,
            phone: phone.trim() || undefined,
        });
        if (!done) return;
        setBooked(done.reply);
        setAt(null);
        visit.clear();
        citizen.forget();
        onBooked(done.reply);
    };

    return (
        <>
            <h2 className="h5">{say('booking.title')}</h2>
            {booked && visit.items.length === 0 && (
                <div className="booked" role="status">
                    <Icon icon="it-check-circle" color="success" />
                    <p>
                        <strong>{dayAndTime(booked.at, time_zone)}</strong>
                        {say('booking.done', { code: booked.code })}
                    </p>
                </div>
            )}
            <ProcedureSearch shortcut onChoose={(id) => void visit.choose(id)} />
            {visit.failure && <p role="alert">{visit.failure}</p>}
            <Basket visit={visit} />
            {visit.items.length > 0 && (
                <form onSubmit={submit}>
                    <AppointmentFields
                        items={visit.items}
                        citizen={citizen}
                        at={at}
                        onChange={setAt}
                    />
                    <OneOf
                        label={say('citizen.language')}
                        value={citizen.citizen.language}
                        options={[...languages]}
                        onChange={(language) => {
                            citizen.change({ language });
                        }}
                    />
                    <Tick label={say('booking.print')} checked={print} onChange={setPrint} />
                    <FailureNotice failure={book.failure} />
                    <Button color="primary" block type="submit" disabled={book.busy || !at}>
                        {say('appointment.do')}
                    </Button>
                </form>
            )}
        </>
    );
}
