// src/kiosk/BookedScreen.tsx -- the appointment that was made: day, time and code, then home again.
import { Icon } from 'design-react-kit';
import { useEffect, useRef } from 'react';
import type { Appointment } from '../api/types';
import { clock, longDay, say } from '../texts/texts';
import { useTown } from '../town/town';
import { useCountdown } from '../ui/hooks';
import { dayIn } from '../ui/zoned';
import { Leaving } from './Leaving';

const stay_s = 45; // Long enough to write the code down.

interface Props {
    appointment: Appointment;
    onEnd: () => void;
}

export function BookedScreen({ appointment, onEnd }: Props) {
    const { time_zone } = useTown();
    const [left, setLeft] = useCountdown(stay_s, onEnd);
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), []);
    return (
        <div className="kiosk-ticket">
            <h1 ref={heading} tabIndex={-1}>
                {say('kiosk.yourtime')}
                <strong className="kiosk-when">
                    {longDay(dayIn(appointment.at, time_zone))}
                    <span>{clock(appointment.at, time_zone)}</span>
                </strong>
            </h1>
            <p className="kiosk-code">
                {say('kiosk.yourcode')} <strong>{appointment.code.toUpperCase()}</strong>
            </p>
            <p className="kiosk-paper">
                <Icon icon="it-print" color="primary" size="lg" />
                {say('kiosk.bookedpaper')}
            </p>
            <Leaving left_s={left} onStay={setLeft} onEnd={onEnd} />
        </div>
    );
}
