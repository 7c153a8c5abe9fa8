// src/operator/desk.ts -- what an operator sees of the house, and what can be done with a ticket.
import { answer, box } from '../api/client';
import type { Counter, Device, Queue, Task, Ticket } from '../api/types';

export interface Desk {
    counter: Counter;
    waiting: Ticket[]; // At most `shown_max`; the queue's counts are complete.
    queue: Queue;
    printers: Device[];
    ready: Task[]; // Finished by a back office: to be told or handed over here.
    clockAhead_ms: number; // How far this computer's clock is ahead of the box's.
}

const shown_max = 100; // The contract's page.

export async function readDesk(id: number): Promise<Desk> {
    const tasks = (state: 'answered' | 'completed') =>
        answer(box.GET('/tasks', { params: { query: { state, limit: shown_max } } }));
    const [counter, queue, tickets, devices, answered, completed] = await Promise.all([
        answer(box.GET('/counters/{id}', { params: { path: { id } } })),
        answer(box.GET('/queue')),
        answer(box.GET('/tickets', { params: { query: { state: 'waiting', limit: shown_max } } })),
        answer(box.GET('/devices')),
        tasks('answered'),
        tasks('completed'),
    ]);
    return {
        counter,
        waiting: tickets.items,
        queue,
        printers: devices.items,
        ready: [...answered.items, ...completed.items],
        clockAhead_ms: Date.now() - Date.parse(queue.now),
    };
}

// Done at once, with a key of the keyboard.
export type Action = 'next' | 'recall' | 'start' | 'finish' | 'no-show';
// Asks something first.
export type Question = 'outcome' | 'later' | 'park' | 'transfer' | 'cancel';

// What may be done now, the likeliest first.
export function actionsFor(ticket: Ticket | null): Action[] {
    if (ticket?.state === 'called') return ['start', 'recall', 'no-show'];
    if (ticket?.state === 'serving') return ['finish'];
    return ['next'];
}

export function questionsFor(ticket: Ticket | null): Question[] {
    if (ticket?.state === 'called') return ['later', 'transfer', 'cancel'];
    if (ticket?.state === 'serving') return ['outcome', 'park', 'transfer'];
    return [];
}

// Alt and a letter: letters alone would fire while somebody dictates or types (WCAG 2.1.4). The
// letters are keys of the keyboard, so they do not move with the language.
export const shortcuts: Record<Action, string> = {
    next: 'N',
    recall: 'R',
    start: 'I',
    finish: 'T',
    'no-show': 'A',
};
export const searchShortcut = 'P';
export const undoShortcut = 'Z';
