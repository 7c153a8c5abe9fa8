// src/operator/desk.ts -- what an operator sees of the house, and the orders an operator gives.
import { answer, box } from '../api/client';
import type { Board, Counter, Device, Ticket } from '../api/types';

export interface Desk {
    counter: Counter;
    waiting: Ticket[]; // At most `shown_max`; the board's counts are complete.
    counts: Board['waiting'];
    printers: Device[];
}

const shown_max = 100; // The contract's page.

export async function readDesk(id: number): Promise<Desk> {
    const [counter, board, tickets, devices] = await Promise.all([
        answer(box.GET('/counters/{id}', { params: { path: { id } } })),
        answer(box.GET('/board')),
        answer(box.GET('/tickets', { params: { query: { state: 'waiting', limit: shown_max } } })),
        answer(box.GET('/devices')),
    ]);
    return { counter, waiting: tickets.items, counts: board.waiting, printers: devices.items };
}

export type Verb =
    'open' | 'close' | 'next' | 'recall' | 'start' | 'finish' | 'no-show' | 'cancel' | 'reprint';

export interface Order {
    verb: Verb;
    id: number; // Of the counter, the ticket or the print job, as the verb says.
}

// The ticket called, or nothing when nobody waits; other orders answer nothing of interest here.
export async function give({ verb, id }: Order, key: string): Promise<Ticket | undefined> {
    const params = { path: { id }, header: { 'Idempotency-Key': key } };
    switch (verb) {
        case 'open':
            await answer(box.POST('/counters/{id}/open', { params }));
            return undefined;
        case 'close':
            await answer(box.POST('/counters/{id}/close', { params }));
            return undefined;
        case 'next':
            return answer<Ticket | undefined>(box.POST('/counters/{id}/next', { params }));
        case 'recall':
            return answer(box.POST('/counters/{id}/recall', { params }));
        case 'start':
            return answer(box.POST('/tickets/{id}/start', { params }));
        case 'finish':
            return answer(box.POST('/tickets/{id}/finish', { params }));
        case 'no-show':
            return answer(box.POST('/tickets/{id}/no-show', { params }));
        case 'cancel':
            return answer(box.POST('/tickets/{id}/cancel', { params }));
        case 'reprint':
            await answer(box.POST('/print-jobs/{id}/reprint', { params }));
            return undefined;
    }
}

export type Action = 'next' | 'recall' | 'start' | 'finish' | 'no-show' | 'cancel';

// What may be done now, the likeliest first.
export function actionsFor(ticket: Ticket | null): Action[] {
    if (!ticket) return ['next'];
    if (ticket.state === 'called') return ['start', 'recall', 'no-show', 'cancel'];
    if (ticket.state === 'serving') return ['finish', 'cancel'];
    return ['next'];
}

// Alt and a letter: letters alone would fire while somebody dictates or types (WCAG 2.1.4). The
// letters are keys of the keyboard, so they do not move with the language.
export const shortcuts: Record<Action, string> = {
    next: 'N',
    recall: 'R',
    start: 'I',
    finish: 'T',
    'no-show': 'A',
    cancel: 'X',
};
export const searchShortcut = 'P';
