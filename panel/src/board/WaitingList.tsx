// src/board/WaitingList.tsx -- lane by lane: how many wait, and about how long.
import type { Board, Lane, Queue } from '../api/types';
import { inLanguage, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';

interface Props {
    waiting: Board['waiting'];
    queue: Queue | null;
}

// Who is called back waits at home: that lane is no matter of the waiting room.
export function WaitingList({ waiting, queue }: Props) {
    const town = useTown();
    return (
        <ul>
            {town.lanes
                .filter((lane) => lane.kind !== 'call-back')
                .map((lane) => {
                    const count = waiting.find((one) => one.lane === lane.id)?.count ?? 0;
                    return (
                        <li key={lane.id}>
                            <span className="lane-prefix">{lane.prefix}</span>
                            <span className="board-lane">
                                {inLanguage(lane.title)}
                                <LaneWait lane={lane} queue={queue} />
                            </span>
                            <strong aria-label={sayCount('kiosk.waiting', count)}>{count}</strong>
                        </li>
                    );
                })}
        </ul>
    );
}

function LaneWait({ lane, queue }: { lane: Lane; queue: Queue | null }) {
    const now = queue?.lanes.find((one) => one.lane === lane.id);
    if (!now || lane.kind !== 'walk-in') return null;
    if (!now.open && queue?.hours.open_now) return <small>{say('board.stopped')}</small>;
    if (now.waiting === 0 || now.expected_wait_minutes <= 0) return null;
    return <small>{sayCount('board.wait', now.expected_wait_minutes)}</small>;
}
