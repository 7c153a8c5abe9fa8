// src/backoffice/Steps.tsx -- what can be done with a task now: take it, ask for papers, complete it.
import { Button } from 'design-react-kit';
import { useState } from 'react';
import type { Principal, Task } from '../api/types';
import { say } from '../texts/texts';
import { AskPapers } from './AskPapers';
import { Complete } from './Complete';
import { mayDo, type Step } from './tasks';

interface Props {
    task: Task;
    person: Principal;
    busy: boolean;
    onStep: (step: Step) => Promise<boolean>;
}

export function Steps({ task, person, busy, onStep }: Props) {
    const [form, setForm] = useState<'papers' | 'complete' | null>(null);
    const may = mayDo(task, person);
    const toggle = (one: 'papers' | 'complete') => {
        setForm(form === one ? null : one);
    };
    const done = async (step: Step) => {
        if (await onStep(step)) setForm(null);
    };
    if (!may.take && !may.release && !may.decide) return null;

    return (
        <>
            <div className="task-steps" role="group" aria-label={say('task.steps')}>
                {may.take && (
                    <Button color="primary" disabled={busy} onClick={() => done({ step: 'take' })}>
                        {say(task.assignee ? 'task.takeover' : 'task.take')}
                    </Button>
                )}
                {may.decide && (
                    <>
                        <Button
                            color="primary"
                            outline={form !== 'complete'}
                            aria-expanded={form === 'complete'}
                            onClick={() => {
                                toggle('complete');
                            }}
                        >
                            {say(task.kind === 'question' ? 'task.reply' : 'task.complete')}
                        </Button>
                        <Button
                            color="primary"
                            outline={form !== 'papers'}
                            aria-expanded={form === 'papers'}
                            onClick={() => {
                                toggle('papers');
                            }}
                        >
                            {say('task.askpapers')}
                        </Button>
                    </>
                )}
                {may.release && (
                    <Button
                        color="secondary"
                        outline
                        disabled={busy}
                        onClick={() => done({ step: 'release' })}
                    >
                        {say('task.release')}
                    </Button>
                )}
            </div>
            {may.decide && form === 'papers' && <AskPapers task={task} busy={busy} onStep={done} />}
            {may.decide && form === 'complete' && (
                <Complete task={task} busy={busy} onStep={done} />
            )}
        </>
    );
}
