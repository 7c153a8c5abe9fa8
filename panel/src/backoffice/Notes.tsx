// src/backoffice/Notes.tsx -- what those who worked on a task wrote, the latest last, and one more.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import type { Task } from '../api/types';
import { dayAndTime, say } from '../texts/texts';
import { useTown } from '../town/town';
import { LongText } from '../ui/Choice';
import type { Step } from './tasks';

interface Props extends Pick<Task, 'notes'> {
    busy: boolean;
    onStep: (step: Step) => Promise<boolean>;
}

export function Notes({ notes = [], busy, onStep }: Props) {
    const { time_zone } = useTown();
    const [text, setText] = useState('');

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (await onStep({ step: 'note', text: text.trim() })) setText('');
    };

    return (
        <section className="task-notes" aria-labelledby="task-notes-title">
            <h3 id="task-notes-title" className="h6">
                {say('task.notes')}
            </h3>
            <ol>
                {notes.map((note, at) => (
                    <li key={at}>
                        <small>{`${dayAndTime(note.at, time_zone)} · ${note.who}`}</small>
                        <span>{note.text}</span>
                    </li>
                ))}
            </ol>
            <form onSubmit={submit}>
                <LongText
                    label={say('task.note.new')}
                    value={text}
                    rows={2}
                    maxLength={2000}
                    onChange={setText}
                />
                <Button
                    color="primary"
                    outline
                    size="xs"
                    type="submit"
                    disabled={busy || !text.trim()}
                >
                    {say('task.note.do')}
                </Button>
            </form>
        </section>
    );
}
