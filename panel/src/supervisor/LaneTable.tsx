// src/supervisor/LaneTable.tsx -- lane by lane: who has waited longest, against what we promised.
import { Badge } from 'design-react-kit';
import type { LaneQueue } from '../api/types';
import { clock, say, sayCount } from '../texts/texts';
import { laneOf, laneTitle, useTown } from '../town/town';

const heads = ['lane', 'waiting', 'longest', 'expected', 'last', 'capacity'] as const;

export function LaneTable({ lanes }: { lanes: LaneQueue[] }) {
    return (
        <div className="table-card">
            <table className="table">
                <caption>{say('supervisor.lanes')}</caption>
                <thead>
                    <tr>
                        {heads.map((head) => (
                            <th key={head} scope="col">
                                {say(`lanes.${head}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {lanes.map((lane) => (
                        <LaneRow key={lane.lane} lane={lane} />
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function LaneRow({ lane }: { lane: LaneQueue }) {
    const town = useTown();
    return (
        <tr>
            <th scope="row">
                <span className="lane-prefix">{laneOf(town, lane.lane)?.prefix}</span>
                {laneTitle(town, lane.lane)}
            </th>
            <td className="number">{lane.waiting}</td>
            <td>
                <Kept waited={lane.longest_wait_minutes} promised={lane.promise_minutes} />
            </td>
            <td>{sayCount('supervisor.min', lane.expected_wait_minutes)}</td>
            <td>
                <LastTicket lane={lane} />
            </td>
            <td>{sayCount('supervisor.min', lane.capacity_minutes)}</td>
        </tr>
    );
}

// How much of the promised time has been waited: the bar is full when the promise is used up.
function Kept({ waited, promised }: { waited: number; promised: number }) {
    const late = waited > promised;
    return (
        <div className={late ? 'promise promise-late' : 'promise'}>
            <meter min={0} max={promised} value={Math.min(waited, promised)} aria-hidden="true" />
            <span>{say(late ? 'lanes.late' : 'lanes.intime', { waited, promised })}</span>
        </div>
    );
}

function LastTicket({ lane }: { lane: LaneQueue }) {
    const { time_zone } = useTown();
    if (!lane.open) return <Badge color="danger">{say('lanes.stopped')}</Badge>;
    if (!lane.last_ticket_at) return <>{say('lanes.nolast')}</>;
    return <strong>{clock(lane.last_ticket_at, time_zone)}</strong>;
}
