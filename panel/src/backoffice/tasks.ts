// src/backoffice/tasks.ts -- the tasks of the back offices: reading them, and the steps with them.
import { answer, box } from '../api/client';
import type { Principal, Task, TaskState } from '../api/types';

export const page_size = 50;

export interface Filter {
    area: string; // Empty: all.
    state: TaskState | ''; // Empty: all that is not delivered.
    mine: boolean;
    overdue: boolean;
}

export interface TaskList {
    tasks: Task[];
    more: boolean;
}

// The first so many pages of what the filter lets through, the nearest term first.
export async function readTasks(filter: Filter, who: string, pages: number): Promise<TaskList> {
    const tasks: Task[] = [];
    let after: string | undefined;
    for (let page = 0; page < pages; page += 1) {
        const query = {
            area: filter.area || undefined,
            state: filter.state || undefined,
            assignee: filter.mine ? who : undefined,
            overdue: filter.overdue || undefined,
            limit: page_size,
            after,
        };
        const { items, next } = await answer(box.GET('/tasks', { params: { query } }));
        tasks.push(...items);
        after = next ?? undefined;
        if (!after) break;
    }
    return { tasks, more: after !== undefined };
}

export type Step =
    | { step: 'take' | 'release' }
    | { step: 'note'; text: string }
    | { step: 'ask-papers'; papers: string[]; text?: string }
    | { step: 'complete'; outcome: 'granted' | 'refused' | 'closed'; answer: string };

// The task as it is afterwards.
export function takeStep({ id, ...step }: Step & { id: number }, key: string): Promise<Task> {
    const params = { path: { id }, header: { 'Idempotency-Key': key } };
    switch (step.step) {
        case 'take':
            return answer(box.POST('/tasks/{id}/take', { params }));
        case 'release':
            return answer(box.POST('/tasks/{id}/release', { params }));
        case 'note':
            return answer(box.POST('/tasks/{id}/note', { params, body: { text: step.text } }));
        case 'ask-papers': {
            const { papers, text } = step;
            return answer(box.POST('/tasks/{id}/ask-papers', { params, body: { papers, text } }));
        }
        case 'complete': {
            const body = { outcome: step.outcome, answer: step.answer };
            return answer(box.POST('/tasks/{id}/complete', { params, body }));
        }
    }
}

export const isUnfinished = ({ state }: Task): boolean =>
    state === 'open' || state === 'waiting-papers';

export interface May {
    take: boolean;
    release: boolean;
    decide: boolean; // Ask for papers, complete: the back office's own.
}

// What this person may do with it now. Somebody else's task is left alone, except by who supervises.
export function mayDo(task: Task, person: Principal): May {
    const supervises = person.role === 'supervisor' || person.role === 'administrator';
    const mine = task.assignee === person.id;
    const inReach = task.assignee === null || mine || supervises;
    const unfinished = isUnfinished(task);
    return {
        take: unfinished && !mine && inReach,
        release: unfinished && task.assignee !== null && inReach,
        decide: unfinished && inReach && (supervises || person.role === 'back-office'),
    };
}

// What a list and a single look share; a list leaves the notes out.
export const versionOf = (task: Task): string => JSON.stringify({ ...task, notes: [] });
