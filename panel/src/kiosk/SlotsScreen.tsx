// src/kiosk/SlotsScreen.tsx -- an appointment: the day, the time, and one button to confirm.
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState } from 'react';
import { answer, box } from '../api/client';
import type { Slot } from '../api/types';
import { clock, dayAndTime, language, longDay, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { FailureNotice } from '../ui/Notices';
import { dayIn } from '../ui/zoned';
import type { OnStep } from './steps';
import { useSlots } from './useSlots';
import { useTake } from './useTake';
import { minutesOf, type Wish } from './visit';

const days_max = 6; // At first; the others when asked for.

interface Props {
    visit: Wish[];
    unauthorised: () => void;
    onStep: OnStep;
}

export function SlotsScreen({ visit, unauthorised, onStep }: Props) {
    const { time_zone } = useTown();
    const { slots, failed, again } = useSlots(minutesOf(visit));
    const [chosen, setChosen] = useState<Slot | null>(null);
    const [day, setDay] = useState<string | null>(null);
    const [all, setAll] = useState(false);
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), []);
    const book = useTake((at: string, key) => {
        const procedures = visit.map(({ procedure, people }) => {
            return { procedure: procedure.id, people };
        });
        const body = { at, procedures, language: language() };
        const params = { header: { 'Idempotency-Key': key } };
        return answer(box.POST('/appointments', { body, params }));
    }, unauthorised);

    const days = [...new Set((slots ?? []).map((one) => dayIn(one.at, time_zone)))];
    const shown = day && days.includes(day) ? day : days[0];
    const times = (slots ?? []).filter((one) => dayIn(one.at, time_zone) === shown);

    const confirm = async (slot: Slot) => {
        const done = await book.run(slot.at);
        if (done) onStep({ at: 'booked', appointment: done.reply });
        else {
            setChosen(null); // It may have been taken meanwhile.
            again();
        }
    };

    return (
        <div className="kiosk-slots">
            <h1 ref={heading} tabIndex={-1}>
                {say('kiosk.book')}
            </h1>
            <p className="kiosk-lead" role="status">
                {failed && say('search.failed')}
                {slots?.length === 0 && say('kiosk.noslot')}
                {slots && slots.length > 0 && sayCount('kiosk.atcounter', minutesOf(visit))}
            </p>
            <ul className="kiosk-days" aria-label={say('kiosk.days')}>
                {(all ? days : days.slice(0, days_max)).map((one) => (
                    <li key={one}>
                        <button
                            type="button"
                            aria-pressed={one === shown}
                            onClick={() => {
                                setDay(one);
                                setChosen(null);
                            }}
                        >
                            {longDay(one)}
                        </button>
                    </li>
                ))}
            </ul>
            {!all && days.length > days_max && (
                <button
                    type="button"
                    className="kiosk-another"
                    onClick={() => {
                        setAll(true);
                    }}
                >
                    {say('kiosk.moredays')}
                </button>
            )}
            <ul className="kiosk-times" aria-label={say('kiosk.times')}>
                {times.map((slot) => (
                    <li key={slot.at}>
                        <button
                            type="button"
                            aria-pressed={slot.at === chosen?.at}
                            onClick={() => {
                                setChosen(slot);
                            }}
                        >
                            {clock(slot.at, time_zone)}
                        </button>
                    </li>
                ))}
            </ul>
            <FailureNotice failure={book.failure} />
            {chosen && (
                <Button
                    color="primary"
                    block
                    className="kiosk-take"
                    disabled={book.busy}
                    onClick={() => void confirm(chosen)}
                >
                    {say('kiosk.bookit', { when: dayAndTime(chosen.at, time_zone) })}
                </Button>
            )}
        </div>
    );
}
