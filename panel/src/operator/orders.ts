// src/operator/orders.ts -- the orders an operator gives to the box.
import { answer, box } from '../api/client';
import type { Outcome, Ticket } from '../api/types';

export type Destination = { counter: number } | { lane: string } | { procedure: string };
export interface Wanted {
    procedure: string;
    people: number;
    done: boolean;
}

export type Order =
    | { verb: 'open' | 'next' | 'recall' | 'continue' | 'undo'; counter: number }
    | { verb: 'close'; counter: number; even_if_waiting: boolean }
    | { verb: 'pause'; counter: number; reason: string }
    | { verb: 'auto-call'; counter: number; on: boolean }
    | { verb: 'call'; counter: number; ticket: number; reason: string }
    | { verb: 'resume'; counter: number; ticket: number }
    | { verb: 'start' | 'cancel' | 'reactivate'; ticket: number }
    | { verb: 'finish'; ticket: number; outcome: Exclude<Outcome, 'left-open'> }
    | { verb: 'no-show'; ticket: number; back_at?: string }
    | { verb: 'park'; ticket: number; note?: string }
    | { verb: 'transfer'; ticket: number; to: Destination; note?: string }
    | { verb: 'visit'; ticket: number; procedures: Wanted[] }
    | { verb: 'reprint'; job: number }
    | { verb: 'deliver'; task: number }
    | { verb: 'call-back'; task: number; phone: string };

// Whether it was done; if not, the desk says why.
export type OnOrder = (order: Order) => Promise<boolean>;

// The ticket that was called, or nothing when nobody waits; other orders answer nothing here.
export async function give(order: Order, key: string): Promise<Ticket | undefined> {
    const header = { 'Idempotency-Key': key };
    if ('counter' in order) return giveCounter(order, header);
    if ('ticket' in order) return giveTicket(order, header);
    if ('job' in order) {
        const params = { path: { id: order.job }, header };
        await answer(box.POST('/print-jobs/{id}/reprint', { params }));
        return undefined;
    }
    const params = { path: { id: order.task }, header };
    if (order.verb === 'deliver') await answer(box.POST('/tasks/{id}/deliver', { params }));
    else {
        const body = order.phone ? { phone: order.phone } : {};
        await answer(box.POST('/tasks/{id}/call-back', { params, body }));
    }
    return undefined;
}

interface Header {
    'Idempotency-Key': string;
}

async function giveCounter(
    order: Extract<Order, { counter: number }>,
    header: Header,
): Promise<Ticket | undefined> {
    const params = { path: { id: order.counter }, header };
    switch (order.verb) {
        case 'next':
            return answer<Ticket | undefined>(box.POST('/counters/{id}/next', { params }));
        case 'recall':
            return answer(box.POST('/counters/{id}/recall', { params }));
        case 'call': {
            const body = { ticket: order.ticket, reason: order.reason };
            return answer(box.POST('/counters/{id}/call', { params, body }));
        }
        case 'resume': {
            const body = { ticket: order.ticket };
            return answer(box.POST('/counters/{id}/resume', { params, body }));
        }
        case 'open':
            await answer(box.POST('/counters/{id}/open', { params }));
            return undefined;
        case 'close': {
            const body = { even_if_waiting: order.even_if_waiting };
            await answer(box.POST('/counters/{id}/close', { params, body }));
            return undefined;
        }
        case 'pause': {
            const body = { reason: order.reason };
            await answer(box.POST('/counters/{id}/pause', { params, body }));
            return undefined;
        }
        case 'continue':
            await answer(box.POST('/counters/{id}/continue', { params }));
            return undefined;
        case 'auto-call': {
            const body = { on: order.on };
            await answer(box.POST('/counters/{id}/auto-call', { params, body }));
            return undefined;
        }
        case 'undo':
            await answer(box.POST('/counters/{id}/undo', { params }));
            return undefined;
    }
}

async function giveTicket(
    order: Exclude<Extract<Order, { ticket: number }>, { counter: number }>,
    header: Header,
): Promise<Ticket> {
    const params = { path: { id: order.ticket }, header };
    switch (order.verb) {
        case 'start':
            return answer(box.POST('/tickets/{id}/start', { params }));
        case 'cancel':
            return answer(box.POST('/tickets/{id}/cancel', { params }));
        case 'reactivate':
            return answer(box.POST('/tickets/{id}/reactivate', { params }));
        case 'finish': {
            const body = { outcome: order.outcome };
            return answer(box.POST('/tickets/{id}/finish', { params, body }));
        }
        case 'no-show': {
            const body = { back_at: order.back_at };
            return answer(box.POST('/tickets/{id}/no-show', { params, body }));
        }
        case 'park': {
            const body = { note: order.note };
            return answer(box.POST('/tickets/{id}/park', { params, body }));
        }
        case 'transfer': {
            const body = { ...order.to, note: order.note };
            return answer(box.POST('/tickets/{id}/transfer', { params, body }));
        }
        case 'visit': {
            const body = { procedures: order.procedures };
            return answer(box.POST('/tickets/{id}/procedures', { params, body }));
        }
    }
}
