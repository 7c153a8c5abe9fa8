// src/supervisor/DayReportPage.tsx -- what became of a day: by lane, channel and operator.
import { useCallback } from 'react';
import { answer, box } from '../api/client';
import type { DayReport } from '../api/types';
import { useWatched } from '../live/watch';
import { useSession } from '../session/person';
import { longDay, say, sayCount } from '../texts/texts';
import { FailureNotice, LostBand } from '../ui/Notices';
import { DayPicker } from './DayPicker';
import { LaneReportTable } from './LaneReportTable';
import { useDay } from './useDay';

export function DayReportPage() {
    const { check } = useSession();
    const { day, today, setDay } = useDay();
    const read = useCallback(
        () => answer(box.GET('/reports/day', { params: { query: { day } } })),
        [day],
    );
    const { value, lostSince, refused } = useWatched(read, () => void check());
    const report = value?.day === day ? value : null;
    return (
        <>
            <LostBand since={lostSince} kept={say('lost.supervisor')} />
            <header className="supervisor-head">
                <h1 className="h4">{longDay(day)}</h1>
                <DayPicker day={day} today={today} onChange={setDay} />
            </header>
            <FailureNotice failure={refused} />
            {report && (
                <>
                    <Totals report={report} />
                    <LaneReportTable lanes={report.lanes} />
                    <div className="supervisor-pair">
                        <Operators operators={report.operators} />
                        <Contacts contacts={report.contacts} />
                    </div>
                </>
            )}
        </>
    );
}

function Totals({ report }: { report: DayReport }) {
    const sum = (of: 'issued' | 'finished' | 'no_show' | 'rebooked') =>
        report.lanes.reduce((total, lane) => total + lane[of], 0);
    const totals = {
        issued: sum('issued'),
        finished: sum('finished'),
        noshow: sum('no_show'),
        rebooked: sum('rebooked'),
        direct: report.direct_calls,
        undone: report.undone,
    };
    return (
        <dl className="figures">
            {(Object.keys(totals) as (keyof typeof totals)[]).map((one) => (
                <div key={one}>
                    <dt>{say(`total.${one}`)}</dt>
                    <dd>{totals[one]}</dd>
                </div>
            ))}
        </dl>
    );
}

function Operators({ operators }: Pick<DayReport, 'operators'>) {
    return (
        <div className="table-card">
            <table className="table">
                <caption>{say('report.operators')}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say('report.operator')}</th>
                        <th scope="col">{say('total.finished')}</th>
                        <th scope="col">{say('report.service')}</th>
                    </tr>
                </thead>
                <tbody>
                    {operators.map((one) => (
                        <tr key={one.operator}>
                            <th scope="row">{one.operator}</th>
                            <td className="number">{one.finished}</td>
                            <td>
                                {sayCount('supervisor.min', Math.round(one.service_minutes_mean))}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {operators.length === 0 && <p>{say('report.nobody')}</p>}
        </div>
    );
}

function Contacts({ contacts }: Pick<DayReport, 'contacts'>) {
    return (
        <div className="table-card">
            <table className="table">
                <caption>{say('report.contacts')}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say('report.channel')}</th>
                        <th scope="col">{say('report.outcome')}</th>
                        <th scope="col">{say('report.count')}</th>
                    </tr>
                </thead>
                <tbody>
                    {contacts.map((one) => (
                        <tr key={`${one.channel} ${one.outcome}`}>
                            <th scope="row">{say(`channel.${one.channel}`)}</th>
                            <td>{say(`contacted.${one.outcome}`)}</td>
                            <td className="number">{one.count}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {contacts.length === 0 && <p>{say('report.nobody')}</p>}
        </div>
    );
}
