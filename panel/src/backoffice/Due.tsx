// src/backoffice/Due.tsx -- the last day of a term, and how far it is.
import type { Task } from '../api/types';
import { say, sayCount, shortDay } from '../texts/texts';
import { useTown } from '../town/town';
import { dayIn, daysBetween } from '../ui/zoned';
import { isUnfinished } from './tasks';

const near_days = 5;

export function Due({ task }: { task: Task }) {
    const { time_zone } = useTown();
    if (task.suspended_on) return <span className="due">{say('due.suspended')}</span>;
    if (!task.due_on) return <span className="due">{say('due.none')}</span>;
    const left = daysBetween(dayIn(new Date(), time_zone), task.due_on);
    const kind = task.overdue ? 'late' : isUnfinished(task) && left <= near_days ? 'near' : 'far';
    return (
        <span className={`due due-${kind}`}>
            {task.overdue ? say('due.overdue') : shortDay(task.due_on)}
            {isUnfinished(task) && (
                <small>
                    {left < 0
                        ? sayCount('due.ago', -left)
                        : left === 0
                          ? say('due.today')
                          : sayCount('due.in', left)}
                </small>
            )}
        </span>
    );
}
