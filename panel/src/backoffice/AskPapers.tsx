// src/backoffice/AskPapers.tsx -- the counter asks the citizen for what is missing; the term stands still.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import type { Task } from '../api/types';
import { say } from '../texts/texts';
import { LongText } from '../ui/Choice';
import type { Step } from './tasks';

// The contract's limits.
const papers_max = 20;
const title_min = 2;
const title_max = 200;

interface Props {
    task: Task;
    busy: boolean;
    onStep: (step: Step) => Promise<void>;
}

export function AskPapers({ task, busy, onStep }: Props) {
    const [listed, setListed] = useState('');
    const [text, setText] = useState('');
    const papers = listed
        .split('\n')
        .map((one) => one.trim())
        .filter((one) => one !== '');
    const tooMany = papers.length > papers_max;
    const odd = papers.find((one) => one.length < title_min || one.length > title_max);

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        await onStep({ step: 'ask-papers', papers, text: text.trim() || undefined });
    };

    return (
        <form className="task-form" onSubmit={submit}>
            <p>
                {say(
                    task.kind === 'question' || task.term_kind !== 'office' || task.suspended_on
                        ? 'askpapers.lead'
                        : task.suspended_days > 0
                          ? 'askpapers.again'
                          : 'askpapers.suspends',
                )}
            </p>
            <LongText
                label={say('askpapers.papers')}
                help={say('askpapers.help')}
                value={listed}
                error={
                    tooMany
                        ? say('askpapers.toomany', { max: papers_max })
                        : odd === undefined
                          ? undefined
                          : say('askpapers.odd', { paper: odd, min: title_min, max: title_max })
                }
                onChange={setListed}
            />
            <LongText
                label={say('askpapers.text')}
                value={text}
                rows={2}
                maxLength={2000}
                required={false}
                onChange={setText}
            />
            <Button
                color="primary"
                type="submit"
                disabled={busy || papers.length === 0 || tooMany || odd !== undefined}
            >
                {say('askpapers.do')}
            </Button>
        </form>
    );
}
