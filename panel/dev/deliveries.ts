// panel/dev/deliveries.ts -- what the back offices have finished and the counter hands over.
import type { Task } from '../src/api/types';
import { instant, type Line } from './line';
import { refuse } from './refusal';
import { made, ok, type Routes } from './routes';

export function completedTask(id: number, rest: Partial<Task> = {}): Task {
    return {
        id,
        kind: 'case',
        area: 'registry',
        procedure: 'cambio-abitazione',
        case: id,
        contact: null,
        state: 'completed',
        assignee: 'mario',
        opened_at: instant(),
        due_on: '2026-11-26',
        term_kind: 'office',
        overdue: false,
        suspended_on: null,
        suspended_days: 0,
        question: null,
        outcome: 'granted',
        answer: 'La nuova residenza è registrata.',
        papers: [],
        notes: [],
        protocol: { year: 2026, number: '0000017' },
        ...rest,
    };
}

export function deliveryRoutes(line: Line, tasks: Task[], tell: (topic: string) => void): Routes {
    const task = (id: string): Task =>
        tasks.find((one) => one.id === Number(id)) ??
        refuse(404, 'task.unknown', 'Questo compito non esiste.');
    return {
        'GET /tasks': ({ query }) => {
            const state = query.get('state');
            return ok({ items: tasks.filter((one) => !state || one.state === state), next: null });
        },
        'POST /tasks/#/deliver': (_, id) => {
            const found = task(id);
            found.state = 'delivered';
            tell('task.changed');
            return ok(found);
        },
        'POST /tasks/#/call-back': (_, id) => {
            const { procedure } = task(id);
            const wanted = procedure ? { procedure } : {};
            const rest = { lane: 'call-back', channel: 'phone' } as const;
            return made(line.withAhead(line.issue(wanted, rest)));
        },
    };
}
