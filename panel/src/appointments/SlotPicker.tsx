// src/appointments/SlotPicker.tsx -- a time for an appointment: first the day, then the hour.
import { Button, Icon } from 'design-react-kit';
import { useId, useState } from 'react';
import type { Slot } from '../api/types';
import { clock, say, sayCount, shortDay } from '../texts/texts';
import { useTown } from '../town/town';
import { dayIn, daysAfter } from '../ui/zoned';
import { useSlots, week_days } from './useSlots';

interface Props {
    minutes: number;
    value: string | null;
    onChange: (at: string | null) => void;
}

export function SlotPicker({ minutes, value, onChange }: Props) {
    const zone = useTown().time_zone;
    const today = dayIn(new Date(), zone);
    const [from, setFrom] = useState(today);
    const [day, setDay] = useState<string | null>(null);
    const { slots, failed, again } = useSlots(minutes, from);
    const days = byDay(slots ?? [], zone);
    const shown = days.find((one) => one.day === day) ?? days[0];

    const turn = (weeks: number) => {
        setFrom(daysAfter(from, weeks * week_days));
        setDay(null);
        onChange(null);
    };

    return (
        <div className="slots">
            <div className="slots-week">
                <button
                    type="button"
                    aria-label={say('slots.before')}
                    disabled={from <= today}
                    onClick={() => {
                        turn(-1);
                    }}
                >
                    <Icon icon="it-chevron-left" size="sm" color="primary" />
                </button>
                <span>
                    {say('slots.week', {
                        from: shortDay(from),
                        to: shortDay(daysAfter(from, week_days - 1)),
                    })}
                </span>
                <button
                    type="button"
                    aria-label={say('slots.after')}
                    onClick={() => {
                        turn(1);
                    }}
                >
                    <Icon icon="it-chevron-right" size="sm" color="primary" />
                </button>
            </div>
            <p role="status" className="slots-status">
                {!slots && !failed && say('slots.reading')}
                {slots?.length === 0 && say('slots.none')}
                {failed && say('slots.failed')}
            </p>
            {failed && (
                <Button type="button" color="primary" outline size="xs" onClick={again}>
                    {say('work.retry')}
                </Button>
            )}
            {days.length > 0 && (
                <div className="slots-days" role="group" aria-label={say('slots.day')}>
                    {days.map((one) => (
                        <button
                            key={one.day}
                            type="button"
                            aria-pressed={one.day === shown?.day}
                            onClick={() => {
                                setDay(one.day);
                                onChange(null);
                            }}
                        >
                            {shortDay(one.day)}
                            <small>{sayCount('slots.free', one.slots.length)}</small>
                        </button>
                    ))}
                </div>
            )}
            {shown && <Hours slots={shown.slots} value={value} zone={zone} onChange={onChange} />}
        </div>
    );
}

interface HoursProps {
    slots: Slot[];
    value: string | null;
    zone: string;
    onChange: (at: string) => void;
}

function Hours({ slots, value, zone, onChange }: HoursProps) {
    const name = useId();
    return (
        <fieldset className="slots-hours">
            <legend className="visually-hidden">{say('slots.hour')}</legend>
            {slots.map((slot) => (
                <label key={slot.at} className={slot.at === value ? 'slot slot-chosen' : 'slot'}>
                    <input
                        type="radio"
                        name={name}
                        checked={slot.at === value}
                        onChange={() => {
                            onChange(slot.at);
                        }}
                    />
                    {clock(slot.at, zone)}
                </label>
            ))}
        </fieldset>
    );
}

function byDay(slots: Slot[], zone: string): { day: string; slots: Slot[] }[] {
    const days = new Map<string, Slot[]>();
    for (const slot of slots) {
        const day = dayIn(slot.at, zone);
        days.set(day, [...(days.get(day) ?? []), slot]);
    }
    return [...days].map(([day, inDay]) => ({ day, slots: inDay }));
}
