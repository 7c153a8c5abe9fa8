// src/supervisor/CallsReport.tsx -- every call of a day, with the rule that chose and why.
import { Badge, Button } from 'design-react-kit';
import { useState } from 'react';
import type { Call, Rule } from '../api/types';
import { clock, longDay, say } from '../texts/texts';
import { counterName, useTown } from '../town/town';
import { Select } from '../ui/Choice';
import { FailureNotice } from '../ui/Notices';
import { DayPicker } from './DayPicker';
import { useCalls } from './useCalls';
import { useDay } from './useDay';

const rules: Rule[] = ['appointment', 'legal-priority', 'interleave', 'longest-wait', 'direct'];
const heads = ['time', 'number', 'counter', 'operator', 'waited', 'why'] as const;

export function CallsReport() {
    const { day, today, setDay } = useDay();
    const [rule, setRule] = useState<Rule | ''>('');
    const { calls, more, failure, next } = useCalls(day, rule);
    return (
        <>
            <header className="supervisor-head">
                <h1 className="h4">{say('calls.title', { day: longDay(day) })}</h1>
                <Select
                    label={say('calls.rule')}
                    value={rule}
                    options={[
                        { value: '', label: say('calls.all') },
                        ...rules.map((one) => ({ value: one, label: say(`rule.${one}`) })),
                    ]}
                    onChange={(chosen) => {
                        setRule(chosen as Rule | '');
                    }}
                />
                <DayPicker day={day} today={today} onChange={setDay} />
            </header>
            <FailureNotice failure={failure} />
            {calls?.length === 0 && <p role="status">{say('calls.none')}</p>}
            {calls && calls.length > 0 && (
                <div className="table-card">
                    <table className="table calls">
                        <caption className="visually-hidden">{say('supervisor.calls')}</caption>
                        <thead>
                            <tr>
                                {heads.map((head) => (
                                    <th key={head} scope="col">
                                        {say(`calls.${head}`)}
                                    </th>
                                ))}
                            </tr>
                        </thead>
                        <tbody>
                            {calls.map((call) => (
                                <CallRow key={call.id} call={call} />
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
            {more && (
                <Button color="primary" outline size="xs" onClick={next}>
                    {say('calls.more')}
                </Button>
            )}
        </>
    );
}

function CallRow({ call }: { call: Call }) {
    const town = useTown();
    const direct = call.rule === 'direct';
    return (
        <tr className={direct ? 'call-direct' : undefined}>
            <td>{clock(call.at, town.time_zone)}</td>
            <th scope="row">{call.number}</th>
            <td>{counterName(town, call.counter)}</td>
            <td>{call.operator}</td>
            <td>
                {say('calls.waited.of', {
                    waited: call.waited_minutes,
                    promised: call.promise_minutes,
                })}
            </td>
            <td>
                <Badge color={direct ? 'danger' : 'primary'}>{say(`rule.${call.rule}`)}</Badge>{' '}
                {call.why}
            </td>
        </tr>
    );
}
