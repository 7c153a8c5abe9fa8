// src/appointments/DayPicker.tsx -- the day looked at: before, after, or any.
import { Button, Icon } from 'design-react-kit';
import { say } from '../texts/texts';
import { daysAfter } from '../ui/zoned';

interface Props {
    day: string;
    today: string;
    onChange: (day: string) => void;
}

export function DayPicker({ day, today, onChange }: Props) {
    return (
        <div className="day-picker" role="group" aria-label={say('agenda.choose')}>
            <button
                type="button"
                aria-label={say('agenda.before')}
                onClick={() => {
                    onChange(daysAfter(day, -1));
                }}
            >
                <Icon icon="it-chevron-left" size="sm" color="primary" />
            </button>
            <input
                type="date"
                aria-label={say('agenda.choose')}
                value={day}
                required
                onChange={(event) => {
                    if (event.target.value) onChange(event.target.value);
                }}
            />
            <button
                type="button"
                aria-label={say('agenda.after')}
                onClick={() => {
                    onChange(daysAfter(day, 1));
                }}
            >
                <Icon icon="it-chevron-right" size="sm" color="primary" />
            </button>
            {day !== today && (
                <Button
                    color="primary"
                    outline
                    size="xs"
                    onClick={() => {
                        onChange(today);
                    }}
                >
                    {say('agenda.today')}
                </Button>
            )}
        </div>
    );
}
