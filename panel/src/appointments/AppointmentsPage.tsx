// src/appointments/AppointmentsPage.tsx -- who has booked for a day; who arrives; a new appointment.
import { useCallback, useState } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Ticket } from '../api/types';
import { useWatched } from '../live/watch';
import { useSession } from '../session/person';
import { StaffPage } from '../session/StaffPage';
import { longDay, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { Notice } from '../ui/Notice';
import { FailureNotice, LostBand } from '../ui/Notices';
import { dayIn } from '../ui/zoned';
import { Booking } from './Booking';
import { DayList } from './DayList';
import { DayPicker } from './DayPicker';

export function AppointmentsPage() {
    return <StaffPage page="appointments">{() => <Appointments />}</StaffPage>;
}

type Step = { arrive: number } | { cancel: number };

// A ticket for who has arrived.
async function give(step: Step, key: string): Promise<Ticket | null> {
    const header = { 'Idempotency-Key': key };
    if ('arrive' in step)
        return answer(
            box.POST('/appointments/{id}/arrive', {
                params: { path: { id: step.arrive }, header },
            }),
        );
    const params = { path: { id: step.cancel }, header };
    await answer(box.POST('/appointments/{id}/cancel', { params }));
    return null;
}

function Appointments() {
    const { check } = useSession();
    const { time_zone } = useTown();
    const today = dayIn(new Date(), time_zone);
    const [day, setDay] = useState(today);
    const read = useCallback(
        async () => (await answer(box.GET('/appointments', { params: { query: { day } } }))).items,
        [day],
    );
    const { value, lostSince, refresh } = useWatched(read, () => void check());
    const [arrived, setArrived] = useState<Ticket | null>(null);
    const step = useCommand(give);
    // While another day is being read, the list is still the old one.
    const list = value?.every((one) => dayIn(one.at, time_zone) === day) ? value : null;

    const act = async (asked: Step) => {
        const done = await step.run(asked);
        if (done) setArrived(done.reply);
        refresh();
    };

    return (
        <main className="office appointments" id="work">
            <h1 className="visually-hidden">{say('staff.page.appointments')}</h1>
            <LostBand since={lostSince} kept={say('lost.appointments')} />
            <section className="office-work" aria-label={say('agenda.title')}>
                <DayPicker day={day} today={today} onChange={setDay} />
                <h2 className="h4">{longDay(day)}</h2>
                <p role="status" className="tasks-status">
                    {list ? sayCount('agenda.count', list.length) : say('town.reading')}
                </p>
                {arrived && (
                    <Notice kind="info">
                        {say('agenda.arrived.number', { number: arrived.number })}
                    </Notice>
                )}
                <FailureNotice failure={step.failure} />
                <DayList
                    appointments={list ?? []}
                    isToday={day === today}
                    busy={step.busy}
                    onArrive={(id) => act({ arrive: id })}
                    onCancel={(id) => act({ cancel: id })}
                />
            </section>
            <aside className="office-side" aria-label={say('booking.title')}>
                <Booking
                    onBooked={(booked) => {
                        setDay(dayIn(booked.at, time_zone));
                        refresh();
                    }}
                />
            </aside>
        </main>
    );
}
