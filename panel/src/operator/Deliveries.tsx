// src/operator/Deliveries.tsx -- what the back offices have finished: told or handed over here.
import { Button } from 'design-react-kit';
import { useState } from 'react';
import type { Task } from '../api/types';
import { say, sayCount } from '../texts/texts';
import { Field } from '../ui/Field';
import { Ask } from './Ask';
import type { OnOrder } from './orders';
import { useProcedureTitles } from './titles';

const phone_max = 20;

interface Props {
    tasks: Task[];
    busy: boolean;
    onOrder: OnOrder;
}

export function Deliveries({ tasks, busy, onOrder }: Props) {
    if (tasks.length === 0) return null;
    return (
        <details className="desk-more">
            <summary>{sayCount('deliver.title', tasks.length)}</summary>
            <ul>
                {tasks.map((task) => (
                    <Delivery key={task.id} task={task} busy={busy} onOrder={onOrder} />
                ))}
            </ul>
        </details>
    );
}

function Delivery({ task, busy, onOrder }: { task: Task } & Omit<Props, 'tasks'>) {
    const titleOf = useProcedureTitles();
    const [calling, setCalling] = useState(false);
    return (
        <li className="delivery">
            <p>
                <strong>
                    {task.procedure ? titleOf(task.procedure) : say('deliver.question')}
                </strong>
                {task.protocol && (
                    <span className="delivery-protocol">
                        {`${task.protocol.number}/${task.protocol.year}`}
                    </span>
                )}
            </p>
            <p>
                {task.outcome && <strong>{say(`result.${task.outcome}`)}</strong>} {task.answer}
            </p>
            {calling ? (
                <AskCallBack
                    busy={busy}
                    onConfirm={async (phone) => {
                        if (await onOrder({ verb: 'call-back', task: task.id, phone }))
                            setCalling(false);
                    }}
                    onCancel={() => {
                        setCalling(false);
                    }}
                />
            ) : (
                <div className="ask-buttons">
                    <Button
                        color="primary"
                        size="xs"
                        disabled={busy}
                        onClick={() => onOrder({ verb: 'deliver', task: task.id })}
                    >
                        {say('deliver.done')}
                    </Button>
                    <Button
                        color="primary"
                        outline
                        size="xs"
                        disabled={busy}
                        onClick={() => {
                            setCalling(true);
                        }}
                    >
                        {say('deliver.callback')}
                    </Button>
                </div>
            )}
        </li>
    );
}

interface CallBackProps {
    busy: boolean;
    onConfirm: (phone: string) => Promise<void>;
    onCancel: () => void;
}

function AskCallBack({ busy, onConfirm, onCancel }: CallBackProps) {
    const [phone, setPhone] = useState('');
    return (
        <Ask
            title={say('deliver.callback.title')}
            confirm={say('deliver.callback.yes')}
            busy={busy}
            onConfirm={() => void onConfirm(phone.trim())}
            onCancel={onCancel}
        >
            <Field
                label={say('deliver.phone')}
                help={say('deliver.phone.help')}
                type="tel"
                maxLength={phone_max}
                value={phone}
                onChange={setPhone}
            />
        </Ask>
    );
}
