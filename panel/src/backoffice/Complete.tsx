// src/backoffice/Complete.tsx -- the back office has done: the outcome, and the words for the citizen.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import type { Task } from '../api/types';
import { say } from '../texts/texts';
import { LongText, OneOf } from '../ui/Choice';
import type { Step } from './tasks';

type Outcome = NonNullable<Task['outcome']>;
const outcomes: Outcome[] = ['granted', 'refused', 'closed'];
const answer_min = 2;

interface Props {
    task: Task;
    busy: boolean;
    onStep: (step: Step) => Promise<void>;
}

export function Complete({ task, busy, onStep }: Props) {
    const question = task.kind === 'question';
    // A question is answered: nothing is granted or refused.
    const [outcome, setOutcome] = useState<Outcome | null>(question ? 'closed' : null);
    const [answer, setAnswer] = useState('');

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (outcome) await onStep({ step: 'complete', outcome, answer: answer.trim() });
    };

    return (
        <form className="task-form" onSubmit={submit}>
            {!question && (
                <OneOf
                    label={say('complete.outcome')}
                    value={outcome}
                    options={outcomes.map((one) => ({
                        value: one,
                        label: say(`task.outcome.${one}`),
                    }))}
                    onChange={setOutcome}
                />
            )}
            <LongText
                label={say('complete.answer')}
                help={say('complete.help')}
                value={answer}
                maxLength={2000}
                onChange={setAnswer}
            />
            <Button
                color="primary"
                type="submit"
                disabled={busy || !outcome || answer.trim().length < answer_min}
            >
                {say(question ? 'complete.reply' : 'complete.do')}
            </Button>
        </form>
    );
}
