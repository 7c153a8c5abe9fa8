// src/kiosk/NoTicket.tsx -- why no number is given, and what can be done instead.
import { Button, Icon } from 'design-react-kit';
import type { Queue } from '../api/types';
import { dayAndTime, inLanguage, say } from '../texts/texts';
import { useTown } from '../town/town';

interface Props {
    onlyBooked: boolean; // What was chosen is done by appointment.
    reason: string | null; // The box's own words, once it has refused.
    queue: Queue | null;
    mayBook: boolean;
    onBook: () => void;
}

export function NoTicket({ onlyBooked, reason, queue, mayBook, onBook }: Props) {
    const { time_zone } = useTown();
    return (
        <section className="kiosk-none" aria-labelledby="kiosk-none">
            <h2 id="kiosk-none">
                <Icon icon="it-info-circle" color="primary" size="lg" />
                {say(onlyBooked ? 'kiosk.onlybooked' : 'kiosk.nomore')}
            </h2>
            <p role="alert">
                {onlyBooked ? say('kiosk.onlybooked.why') : (reason ?? why(queue, time_zone))}
            </p>
            {mayBook ? (
                <Button color="primary" block className="kiosk-take" onClick={onBook}>
                    {say('kiosk.book')}
                </Button>
            ) : (
                <p>{say('kiosk.bookfirst')}</p>
            )}
        </section>
    );
}

function why(queue: Queue | null, time_zone: string): string {
    if (!queue || queue.hours.open_now) return say('kiosk.full');
    const { closed_because, next_opening } = queue.hours;
    const because = closed_because ? ` (${inLanguage(closed_because)})` : '';
    return next_opening
        ? say('kiosk.reopens', { because, when: dayAndTime(next_opening, time_zone) })
        : say('kiosk.isclosed', { because });
}
