// src/backoffice/TaskDetail.tsx -- one task: what is asked, until when, who works on it, what was written.
import { Badge } from 'design-react-kit';
import { useEffect, useRef } from 'react';
import { useCommand } from '../api/command';
import type { Principal, Task } from '../api/types';
import { useProcedureTitles } from '../operator/titles';
import { dayAndTime, inLanguage, longDay, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import { FailureNotice } from '../ui/Notices';
import { useAreas } from '../ui/useAreas';
import { CaseData } from './CaseData';
import { Due } from './Due';
import { Notes } from './Notes';
import { Papers } from './Papers';
import { Steps } from './Steps';
import { takeStep, type Step } from './tasks';

interface Props {
    task: Task;
    person: Principal;
    onChanged: (task: Task) => void;
}

export function TaskDetail({ task, person, onChanged }: Props) {
    const titleOf = useProcedureTitles();
    const heading = useRef<HTMLHeadingElement>(null);
    const step = useCommand(takeStep);
    useEffect(() => heading.current?.focus(), []);

    // Whether it was done: a form is emptied only then.
    const act = async (asked: Step) => {
        const done = await step.run({ ...asked, id: task.id });
        if (done) onChanged(done.reply);
        return done !== undefined;
    };

    return (
        <article className="task" aria-labelledby="task-title">
            <header>
                <div>
                    <h2 id="task-title" className="h4" ref={heading} tabIndex={-1}>
                        {task.procedure ? titleOf(task.procedure) : say('task.question')}
                    </h2>
                    <Badge color={task.overdue ? 'danger' : 'primary'}>
                        {say(`task.state.${task.state}`)}
                    </Badge>
                </div>
                <Due task={task} />
            </header>
            <Facts task={task} person={person} />
            {task.question && (
                <blockquote className="task-question">
                    <strong>{say('task.asked')}</strong>
                    <p>{task.question}</p>
                </blockquote>
            )}
            {task.answer && (
                <blockquote className="task-answer">
                    <strong>
                        {say('task.answer')}
                        {task.outcome && ` · ${say(`task.outcome.${task.outcome}`)}`}
                    </strong>
                    <p>{task.answer}</p>
                    {(task.state === 'completed' || task.state === 'answered') && (
                        <small>{say('task.atcounter')}</small>
                    )}
                </blockquote>
            )}
            <Papers papers={task.papers} />
            {task.case !== null && <CaseData id={task.case} />}
            <FailureNotice failure={step.failure} />
            <Steps task={task} person={person} busy={step.busy} onStep={act} />
            <p role="status" className="desk-retrying">
                {step.retrying ? say('desk.retrying') : ''}
            </p>
            <Notes notes={task.notes} busy={step.busy} onStep={act} />
        </article>
    );
}

function Facts({ task, person }: { task: Task; person: Principal }) {
    const { time_zone } = useTown();
    const area = useAreas().find((one) => one.id === task.area);
    const mine = task.assignee === person.id;
    return (
        <dl className="procedure-facts">
            <div>
                <dt>{say('task.area')}</dt>
                <dd>{area ? inLanguage(area.title) : task.area}</dd>
            </div>
            <div>
                <dt>{say('task.assignee')}</dt>
                <dd>{mine ? say('task.mine') : (task.assignee ?? say('task.free'))}</dd>
            </div>
            <div>
                <dt>{say('task.opened')}</dt>
                <dd>{dayAndTime(task.opened_at, time_zone)}</dd>
            </div>
            {task.protocol && (
                <div>
                    <dt>{say('case.protocol')}</dt>
                    <dd>{`${task.protocol.number}/${String(task.protocol.year)}`}</dd>
                </div>
            )}
            {task.due_on && !task.suspended_on && (
                <div>
                    <dt>{say(`task.term.${task.term_kind}`)}</dt>
                    <dd>{longDay(task.due_on)}</dd>
                </div>
            )}
            {(task.suspended_on ?? task.suspended_days > 0) && (
                <div>
                    <dt>{say('task.suspension')}</dt>
                    <dd>
                        {task.suspended_on
                            ? say('task.suspended', { day: longDay(task.suspended_on) })
                            : sayCount('task.suspended.days', task.suspended_days)}
                    </dd>
                </div>
            )}
        </dl>
    );
}
