// src/backoffice/Papers.tsx -- what was asked of the citizen. The counter receives it; here it is seen.
import { Icon } from 'design-react-kit';
import type { Task } from '../api/types';
import { dayAndTime, say } from '../texts/texts';
import { useTown } from '../town/town';

export function Papers({ papers }: Pick<Task, 'papers'>) {
    const { time_zone } = useTown();
    if (papers.length === 0) return null;
    return (
        <>
            <h3 className="h6">{say('task.papers')}</h3>
            <ul className="task-papers">
                {papers.map((paper) => (
                    <li key={paper.id}>
                        <Icon
                            icon={paper.received_at ? 'it-check-circle' : 'it-clock'}
                            color={paper.received_at ? 'success' : 'warning'}
                            size="sm"
                        />
                        <span>{paper.title}</span>
                        <small>
                            {paper.received_at
                                ? say('task.paper.received', {
                                      when: dayAndTime(paper.received_at, time_zone),
                                  })
                                : say('task.paper.awaited')}
                        </small>
                    </li>
                ))}
            </ul>
        </>
    );
}
