// src/operator/CounterControls.tsx -- the counter itself: pause, automatic calling, closing.
import { Button } from 'design-react-kit';
import { useId, useState } from 'react';
import { Refused } from '../api/client';
import type { Failure } from '../api/command';
import type { Counter } from '../api/types';
import { clock, say } from '../texts/texts';
import { useTown } from '../town/town';
import { Field } from '../ui/Field';
import { Ask } from './Ask';
import type { OnOrder } from './orders';

// The box closes a counter in spite of these, when it is asked to.
const overruled = ['/problems/counter.last-with-waiting', '/problems/counter.has-parked'];
const reason_max = 200;

export function leavesSomebody(failure: Failure | null): failure is Refused {
    return failure instanceof Refused && overruled.includes(failure.problem.type);
}

interface Props {
    counter: Counter;
    busy: boolean;
    failure: Failure | null;
    onOrder: OnOrder;
    onForget: () => void;
    onLeave: () => void;
}

export function CounterControls(props: Props) {
    const { counter, busy, failure, onOrder, onForget, onLeave } = props;
    const [pausing, setPausing] = useState(false);
    const id = counter.id;

    if (leavesSomebody(failure))
        return (
            <Ask
                title={failure.problem.detail}
                confirm={say('desk.close.anyway')}
                refuse={say('desk.close.stay')}
                danger
                busy={busy}
                onConfirm={() =>
                    void onOrder({ verb: 'close', counter: id, even_if_waiting: true })
                }
                onCancel={onForget}
            />
        );
    if (pausing)
        return (
            <AskPause
                busy={busy}
                onConfirm={async (reason) => {
                    if (await onOrder({ verb: 'pause', counter: id, reason })) setPausing(false);
                }}
                onCancel={() => {
                    setPausing(false);
                }}
            />
        );
    return (
        <div className="desk-leave">
            <AutoCall counter={counter} busy={busy} onOrder={onOrder} />
            {counter.state === 'open' && (
                <Button
                    color="secondary"
                    outline
                    size="xs"
                    disabled={busy}
                    onClick={() => {
                        setPausing(true);
                    }}
                >
                    {say('desk.pause')}
                </Button>
            )}
            <Button
                color="secondary"
                outline
                size="xs"
                disabled={busy || counter.ticket !== null}
                onClick={() => onOrder({ verb: 'close', counter: id, even_if_waiting: false })}
            >
                {say('desk.close')}
            </Button>
            <Button color="secondary" outline size="xs" onClick={onLeave}>
                {say('desk.change')}
            </Button>
        </div>
    );
}

function AutoCall({ counter, busy, onOrder }: Pick<Props, 'counter' | 'busy' | 'onOrder'>) {
    const id = useId();
    const on = counter.auto_call;
    return (
        <div className="desk-switch">
            <button
                id={id}
                type="button"
                role="switch"
                aria-checked={on}
                disabled={busy}
                onClick={() => onOrder({ verb: 'auto-call', counter: counter.id, on: !on })}
            />
            <label htmlFor={id}>{say('desk.autocall')}</label>
        </div>
    );
}

interface PauseProps {
    busy: boolean;
    onConfirm: (reason: string) => Promise<void>;
    onCancel: () => void;
}

const usual = ['break', 'colleague', 'machine'] as const;

function AskPause({ busy, onConfirm, onCancel }: PauseProps) {
    const [reason, setReason] = useState('');
    return (
        <Ask
            title={say('ask.pause')}
            confirm={say('ask.pause.yes')}
            ready={reason.trim() !== ''}
            busy={busy}
            onConfirm={() => void onConfirm(reason.trim())}
            onCancel={onCancel}
        >
            <div className="ask-usual">
                {usual.map((one) => (
                    <button
                        key={one}
                        type="button"
                        onClick={() => {
                            setReason(say(`pause.${one}`));
                        }}
                    >
                        {say(`pause.${one}`)}
                    </button>
                ))}
            </div>
            <Field
                label={say('ask.reason')}
                maxLength={reason_max}
                value={reason}
                onChange={setReason}
            />
        </Ask>
    );
}

export function Paused({ counter, busy, onOrder }: Pick<Props, 'counter' | 'busy' | 'onOrder'>) {
    const { time_zone } = useTown();
    if (!counter.pause) return null;
    return (
        <div className="desk-paused">
            <p className="h5">{say('desk.paused')}</p>
            <p>
                {say('desk.paused.since', {
                    time: clock(counter.pause.since, time_zone),
                    reason: counter.pause.reason,
                })}
            </p>
            <Button
                color="primary"
                size="lg"
                block
                disabled={busy}
                onClick={() => onOrder({ verb: 'continue', counter: counter.id })}
            >
                {say('desk.continue')}
            </Button>
        </div>
    );
}
