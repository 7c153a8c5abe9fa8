// src/reception/QueueStrip.tsx -- what a citizen asks first: how long it takes, and until when there are
// tickets.
import type { Queue } from '../api/types';
import { clock, inLanguage, say, sayCount } from '../texts/texts';
import { laneOf, useTown } from '../town/town';

export function QueueStrip({ queue }: { queue: Queue }) {
    const town = useTown();
    const { hours } = queue;
    const closing = hours.opens.at(-1)?.to;
    return (
        <section className="strip" aria-label={say('strip.title')}>
            <p>
                <strong>{sayCount('strip.counters', queue.counters_open)}</strong>
                {hours.open_now && closing
                    ? say('strip.until', { time: clock(closing, town.time_zone) })
                    : hours.closed_because
                      ? inLanguage(hours.closed_because)
                      : say('strip.closed')}
            </p>
            <ul>
                {queue.lanes.map((one) => {
                    const lane = laneOf(town, one.lane);
                    if (lane?.kind !== 'walk-in') return null;
                    return (
                        <li key={one.lane}>
                            <span className="lane-prefix">{lane.prefix}</span>
                            <span>
                                {inLanguage(lane.title)}
                                <small>
                                    {one.open
                                        ? `${sayCount('kiosk.waiting', one.waiting)} · ${sayCount(
                                              'strip.wait',
                                              one.expected_wait_minutes,
                                          )}`
                                        : say('strip.full')}
                                </small>
                            </span>
                        </li>
                    );
                })}
            </ul>
        </section>
    );
}
