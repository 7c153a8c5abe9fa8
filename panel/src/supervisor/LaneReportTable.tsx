// src/supervisor/LaneReportTable.tsx -- what became of the tickets of a day, and how long they waited.
import type { LaneReport } from '../api/types';
import { say, sayCount } from '../texts/texts';
import { laneOf, laneTitle, useTown } from '../town/town';

const heads = ['issued', 'finished', 'noshow', 'rebooked'] as const;
const waits = ['mean', 'p90', 'max', 'service', 'kept'] as const;

export function LaneReportTable({ lanes }: { lanes: LaneReport[] }) {
    return (
        <div className="table-card">
            <table className="table">
                <caption>{say('report.lanes')}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say('lanes.lane')}</th>
                        {heads.map((head) => (
                            <th key={head} scope="col">
                                {say(`total.${head}`)}
                            </th>
                        ))}
                        {waits.map((head) => (
                            <th key={head} scope="col">
                                {say(`report.${head}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {lanes.map((lane) => (
                        <Row key={lane.lane} lane={lane} />
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Row({ lane }: { lane: LaneReport }) {
    const town = useTown();
    const minutes = (value: number) => sayCount('supervisor.min', Math.round(value));
    const kept = lane.within_promise_percent;
    return (
        <tr>
            <th scope="row">
                <span className="lane-prefix">{laneOf(town, lane.lane)?.prefix}</span>
                {laneTitle(town, lane.lane)}
            </th>
            <td className="number">{lane.issued}</td>
            <td className="number">{lane.finished}</td>
            <td className="number">{lane.no_show}</td>
            <td className="number">{lane.rebooked}</td>
            <td>{minutes(lane.wait_minutes_mean)}</td>
            <td>{minutes(lane.wait_minutes_p90)}</td>
            <td>{minutes(lane.wait_minutes_max)}</td>
            <td>{minutes(lane.service_minutes_mean)}</td>
            <td className="number">
                {kept === null ? say('report.none') : say('report.percent', { percent: kept })}
            </td>
        </tr>
    );
}
