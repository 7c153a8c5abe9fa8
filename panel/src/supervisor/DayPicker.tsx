// src/supervisor/DayPicker.tsx -- which day is looked at: today, or any before.
import { Icon } from 'design-react-kit';
import { say } from '../texts/texts';
import { daysAfter } from '../ui/zoned';

interface Props {
    day: string; // "2026-11-24"
    today: string;
    onChange: (day: string) => void;
}

export function DayPicker({ day, today, onChange }: Props) {
    const step = (days: number) => () => {
        onChange(daysAfter(day, days));
    };
    return (
        <div className="day-picker">
            <button type="button" aria-label={say('day.before')} onClick={step(-1)}>
                <Icon icon="it-chevron-left" color="primary" size="sm" />
            </button>
            <label>
                <span className="visually-hidden">{say('day.day')}</span>
                <input
                    type="date"
                    className="form-control"
                    value={day}
                    max={today}
                    onChange={(event) => {
                        if (event.target.value) onChange(event.target.value);
                    }}
                />
            </label>
            <button
                type="button"
                aria-label={say('day.after')}
                disabled={day >= today}
                onClick={step(1)}
            >
                <Icon icon="it-chevron-right" color="primary" size="sm" />
            </button>
        </div>
    );
}
