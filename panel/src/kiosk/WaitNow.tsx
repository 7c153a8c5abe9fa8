// src/kiosk/WaitNow.tsx -- how long it will take, before anybody decides to wait.
import { Icon } from 'design-react-kit';
import type { Queue } from '../api/types';
import { say, sayCount } from '../texts/texts';
import { minutesOf, slowest, type Wish } from './visit';

interface Props {
    queue: Queue;
    lanes: string[];
    visit: Wish[];
}

export function WaitNow({ queue, lanes, visit }: Props) {
    const lane = slowest(queue.lanes, lanes);
    if (!lane) return null;
    const minutes = minutesOf(visit);
    return (
        <p className="kiosk-wait">
            <Icon icon="it-clock" color="primary" size="lg" />
            <span>
                <strong>{sayCount('kiosk.waitingnow', lane.waiting)}</strong>
                {lane.expected_wait_minutes > 0 && (
                    <span>{sayCount('kiosk.expect', lane.expected_wait_minutes)}</span>
                )}
                {minutes > 0 && <span>{sayCount('kiosk.atcounter', minutes)}</span>}
                {queue.counters_open - queue.counters_paused <= 0 && (
                    <span>{say('kiosk.nocounter')}</span>
                )}
            </span>
        </p>
    );
}
