// src/kiosk/LaneButtons.tsx -- a number without saying what for: the lane, who waits, how long.
import type { Lane, Queue } from '../api/types';
import { inLanguage, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import type { OnStep } from './steps';

interface Props {
    queue: Queue | null;
    onStep: OnStep;
}

export function LaneButtons({ queue, onStep }: Props) {
    const town = useTown();
    return (
        <section aria-labelledby="kiosk-lanes">
            <h2 id="kiosk-lanes">{say('kiosk.lanes')}</h2>
            <ul className="kiosk-lanes">
                {town.lanes
                    .filter((lane) => lane.kind === 'walk-in')
                    .map((lane) => (
                        <li key={lane.id}>
                            <button
                                type="button"
                                onClick={() => {
                                    onStep({ at: 'confirm', lane });
                                }}
                            >
                                <span className="lane-prefix">{lane.prefix}</span>
                                <span>
                                    <strong>{inLanguage(lane.title)}</strong>
                                    <LaneState lane={lane} queue={queue} />
                                </span>
                            </button>
                        </li>
                    ))}
            </ul>
        </section>
    );
}

function LaneState({ lane, queue }: { lane: Lane; queue: Queue | null }) {
    const now = queue?.lanes.find((one) => one.lane === lane.id);
    if (!now) return null;
    if (!now.open) return <small>{say('kiosk.nomore')}</small>;
    return (
        <small>
            {sayCount('kiosk.waiting', now.waiting)}
            {now.waiting > 0 && ` · ${sayCount('kiosk.wait', now.expected_wait_minutes)}`}
        </small>
    );
}
