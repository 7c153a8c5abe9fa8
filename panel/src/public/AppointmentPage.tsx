// src/public/AppointmentPage.tsx -- the page behind the QR of an appointment's paper.
import { useParams } from 'react-router-dom';
import { answer, box } from '../api/client';
import type { PublicAppointment } from '../api/types';
import { clock, inLanguage, longDay, say } from '../texts/texts';
import { useTown } from '../town/town';
import { useTitle } from '../ui/hooks';
import { dayIn } from '../ui/zoned';
import { PublicFrame } from './PublicFrame';
import { usePublic } from './usePublic';

const read = (code: string): Promise<PublicAppointment> =>
    answer(box.GET('/public/appointments/{code}', { params: { path: { code } } }));

export function AppointmentPage() {
    const { code = '' } = useParams();
    useTitle(say('publicappointment.title'));
    return (
        <PublicFrame
            seen={usePublic(read, code)}
            unknown={{ title: 'publicappointment.unknown', why: 'publicappointment.unknown.why' }}
        >
            {(found) => <AppointmentSheet found={found} />}
        </PublicFrame>
    );
}

function AppointmentSheet({ found }: { found: PublicAppointment }) {
    const { time_zone } = useTown();
    return (
        <>
            <h1 className="h5">{say('publicappointment.title')}</h1>
            <p className="sheet-day">
                {longDay(dayIn(found.at, time_zone))}
                <strong>{clock(found.at, time_zone)}</strong>
            </p>
            <p className={`sheet-state sheet-${found.state}`} aria-live="polite">
                {say(`publicappointment.${found.state}`, { number: found.number ?? '' })}
            </p>
            <ul className="sheet-procedures">
                {found.procedures.map((one) => (
                    <li key={one.it}>{inLanguage(one)}</li>
                ))}
            </ul>
            {found.state === 'booked' && (
                <dl className="sheet-facts">
                    <div>
                        <dt>{say('publicappointment.code')}</dt>
                        <dd className="sheet-code">{found.code}</dd>
                    </div>
                </dl>
            )}
        </>
    );
}
