// panel/dev/desk.ts -- what counters and tickets can be asked at the fake box.
import type { Outcome } from '../src/api/types';
import { instant, type Line, type Wanted } from './line';
import { refuse } from './refusal';
import { made, ok, read, type Routes, type Told } from './routes';

export function counterRoutes(line: Line, tell: (topic: string) => void): Routes {
    const free = (id: string) => {
        if (line.at(Number(id)))
            refuse(409, 'counter.still-serving', 'Prima si deve terminare il biglietto in corso.');
    };
    return {
        'GET /counters': () => ok({ items: line.seats.map((one) => line.counter(one.id)) }),
        'GET /counters/#': (_, id) => ok(line.counter(id)),
        'POST /counters/#/open': (_, id, who) => {
            const seat = line.seat(id);
            if (seat.operator && seat.operator !== who.id)
                refuse(409, 'counter.held', `Lo sportello è già aperto da ${seat.operator}.`);
            seat.operator = who.id;
            tell('counter.opened');
            return ok(line.counter(id));
        },
        'POST /counters/#/close': (asked, id) => {
            free(id);
            const waiting = line.queue().length;
            const sure = (read(asked) as { even_if_waiting?: boolean }).even_if_waiting;
            const others = line.seats.some((one) => one.operator && one.id !== Number(id));
            if (waiting > 0 && !others && !sure)
                refuse(
                    409,
                    'counter.last-with-waiting',
                    `È l'ultimo sportello aperto e aspettano ancora ${String(waiting)} persone.`,
                );
            Object.assign(line.seat(id), { operator: null, pause: null, auto_call: false });
            tell('counter.closed');
            return ok(line.counter(id));
        },
        'POST /counters/#/pause': (asked, id) => {
            const { reason } = read(asked) as { reason: string };
            line.seat(id).pause = { reason, since: instant() };
            tell('counter.paused');
            return ok(line.counter(id));
        },
        'POST /counters/#/continue': (_, id) => {
            line.seat(id).pause = null;
            tell('counter.continued');
            line.serveWaiting();
            return ok(line.counter(id));
        },
        'POST /counters/#/auto-call': (asked, id) => {
            line.seat(id).auto_call = (read(asked) as { on: boolean }).on;
            tell('counter.changed');
            line.serveWaiting();
            return ok(line.counter(id));
        },
        'POST /counters/#/next': (_, id) => {
            free(id);
            const next = line.next(Number(id));
            return next ? ok(next) : { status: 204 };
        },
        'POST /counters/#/call': (asked, id) => {
            free(id);
            const { ticket, reason } = read(asked) as { ticket: number; reason: string };
            return ok(line.call(Number(id), line.ticket(ticket), reason));
        },
        'POST /counters/#/recall': (_, id) => {
            const ticket = line.at(Number(id));
            if (ticket?.state !== 'called')
                refuse(409, 'counter.nobody-called', 'Nessun biglietto è in chiamata.');
            return ok(line.call(Number(id), ticket));
        },
        'POST /counters/#/resume': (asked, id) => {
            free(id);
            const ticket = line.ticket((read(asked) as { ticket: number }).ticket);
            line.step('resume', Number(id), ticket, { state: 'serving' });
            tell('ticket.resumed');
            return ok(ticket);
        },
        'POST /counters/#/undo': (_, id) => ok(line.undo(id)),
    };
}

export function ticketRoutes(line: Line, tell: (topic: string) => void): Routes {
    // A step at the counter where the ticket is; whoever waits may be free to call after it.
    const step = (
        id: string,
        name: Parameters<Line['step']>[0],
        change: Parameters<Line['step']>[3],
        topic: string,
    ): Told => {
        const ticket = line.ticket(id);
        line.step(name, ticket.counter, ticket, change);
        tell(topic);
        line.serveWaiting();
        return ok(ticket);
    };
    return {
        'POST /tickets': (asked) => made(line.withAhead(line.issue(read(asked) as Wanted))),
        'GET /tickets': ({ query }) => {
            const state = query.get('state');
            const items = line.tickets.filter((one) => !state || one.state === state);
            return ok({ items: items.map((one) => line.withAhead(one)), next: null });
        },
        'GET /tickets/#': (_, id) => ok(line.withAhead(line.ticket(id))),
        'POST /tickets/#/start': (_, id) =>
            step(id, 'start', { state: 'serving', started_at: instant() }, 'ticket.started'),
        'POST /tickets/#/finish': (asked, id) => {
            const { outcome = 'served' } = read(asked) as { outcome?: Outcome };
            const change = { state: 'finished', outcome, ended_at: instant() } as const;
            return step(id, 'finish', change, 'ticket.finished');
        },
        'POST /tickets/#/no-show': (asked, id) => {
            const not_before = (read(asked) as { back_at?: string }).back_at ?? null;
            const change = { state: 'no-show', not_before, ended_at: instant() } as const;
            return step(id, 'no-show', change, 'ticket.no-show');
        },
        'POST /tickets/#/cancel': (_, id) =>
            step(id, 'cancel', { state: 'cancelled', ended_at: instant() }, 'ticket.cancelled'),
        'POST /tickets/#/park': (asked, id) => {
            const note = (read(asked) as { note?: string }).note ?? null;
            return step(id, 'park', { state: 'parked', note }, 'ticket.parked');
        },
        'POST /tickets/#/transfer': (asked, id) => {
            const to = read(asked) as Wanted & { counter?: number };
            if (to.counter && !line.seat(to.counter).operator)
                refuse(409, 'counter.not-open', 'Questo sportello è chiuso.');
            const change = {
                state: 'waiting',
                note: to.note ?? null,
                wanted_counter: to.counter ?? null,
                lane: to.lane ?? line.ticket(id).lane,
                procedure: to.procedure ?? line.ticket(id).procedure,
            } as const;
            const told = step(id, 'transfer', change, 'ticket.transferred');
            line.ticket(id).counter = null;
            return told;
        },
        'POST /tickets/#/reactivate': (_, id) => {
            Object.assign(line.ticket(id), { state: 'waiting', counter: null, not_before: null });
            tell('ticket.reactivated');
            line.serveWaiting();
            return ok(line.ticket(id));
        },
        'POST /tickets/#/procedures': (asked, id) => {
            const items = (read(asked) as Wanted).procedures ?? [];
            line.ticket(id).procedures = items.map((one) => ({ people: 1, done: false, ...one }));
            tell('ticket.changed');
            return ok(line.ticket(id));
        },
    };
}
