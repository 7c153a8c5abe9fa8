// panel/dev/line.ts -- the queue of the fake box: tickets, counters, calls, and steps to take back.
import type { Call, Counter, Device, Equipment, Ticket } from '../src/api/types';
import { lanes, procedures, town } from './catalogue';
import { refuse } from './refusal';

type Undo = NonNullable<Counter['undo']>;

interface Seat {
    id: number;
    name: string;
    equipment: Equipment[];
    operator: string | null;
    pause: Counter['pause'];
    auto_call: boolean;
    last: { offer: Undo; before: Ticket; after: string } | null;
}

export interface Wanted {
    procedure?: string;
    procedures?: { procedure: string; people?: number; done?: boolean }[];
    lane?: string;
    language?: string;
    priority?: boolean;
    even_if_full?: boolean;
    note?: string;
}

const undo_ms = 60_000;
const minute_ms = 60_000;

export const instant = (ms = Date.now()): string => new Date(ms).toISOString();
export const minutesSince = (at: string): number =>
    Math.floor((Date.now() - Date.parse(at)) / minute_ms);

export class Line {
    readonly tickets: Ticket[] = [];
    readonly calls: (Call & { undone?: boolean })[] = [];
    readonly fullLanes = new Set<string>(); // Take no more tickets today.
    readonly seats: Seat[] = town.counters.map((one) => ({
        ...one,
        equipment: one.id < 4 ? ['card-station', 'payment-terminal'] : ['payment-terminal'],
        operator: null,
        pause: null,
        auto_call: false,
        last: null,
    }));

    constructor(
        private readonly tell: (topic: string) => void,
        private readonly printer: () => Device['state'],
    ) {}

    seat(id: string | number): Seat {
        const found = this.seats.find((one) => one.id === Number(id));
        return found ?? refuse(404, 'counter.unknown', 'Questo sportello non esiste.');
    }

    ticket(id: string | number): Ticket {
        const found = this.tickets.find((one) => one.id === Number(id));
        return found ?? refuse(404, 'ticket.unknown', 'Questo biglietto non esiste.');
    }

    at(counter: number): Ticket | null {
        const here = (one: Ticket) =>
            one.counter === counter && ['called', 'serving'].includes(one.state);
        return this.tickets.find(here) ?? null;
    }

    counter(id: string | number): Counter {
        const { last, ...seat } = this.seat(id);
        const open = seat.pause ? 'paused' : 'open';
        const fresh = last && Date.parse(last.offer.until) > Date.now();
        return {
            ...seat,
            state: seat.operator ? open : 'closed',
            ticket: this.at(seat.id),
            parked: this.tickets.filter((one) => one.state === 'parked' && one.counter === seat.id),
            undo: fresh ? last.offer : null,
        };
    }

    // Who waits, in the order of being called.
    queue(): Ticket[] {
        return this.tickets
            .filter((one) => one.state === 'waiting')
            .sort((a, b) => Number(b.priority) - Number(a.priority) || a.id - b.id);
    }

    withAhead(ticket: Ticket): Ticket {
        const place = this.queue().indexOf(ticket);
        return { ...ticket, ahead: place < 0 ? null : place };
    }

    issue(wanted: Wanted, rest: Partial<Ticket> = {}): Ticket {
        const asked =
            wanted.procedures ?? (wanted.procedure ? [{ procedure: wanted.procedure }] : []);
        const items = asked.map((one) => ({ people: 1, done: false, ...one }));
        const known = procedures.find((one) => one.id === items[0]?.procedure);
        const lane = lanes.find((one) => one.id === (rest.lane ?? known?.lane ?? wanted.lane));
        if (!lane) refuse(422, 'lane.unknown', 'Questa fila non esiste.');
        if (this.fullLanes.has(lane.id) && !wanted.even_if_full)
            refuse(
                409,
                'lane.full',
                'Per oggi i numeri di questa fila sono finiti: chi aspetta già riempie il tempo fino alla chiusura. Possiamo darle un appuntamento.',
            );
        const inLane = this.tickets.filter((one) => one.lane === lane.id).length + 1;
        const id = this.tickets.length + 1;
        const ticket: Ticket = {
            id,
            number: `${lane.prefix}${String(inLane).padStart(3, '0')}`,
            lane: lane.id,
            state: 'waiting',
            procedure: known?.id ?? null,
            procedures: items,
            minutes: Math.ceil(items.reduce((sum, one) => sum + minutesOf(one), 0)),
            equipment: known?.equipment ?? [],
            channel: 'kiosk',
            language: wanted.language === 'en' ? 'en' : 'it',
            priority: wanted.priority === true,
            ahead: 0,
            day: instant().slice(0, 10),
            code: `c0de${String(id).padStart(8, '0')}`,
            issued_at: instant(),
            called_at: null,
            started_at: null,
            ended_at: null,
            counter: null,
            calls: 0,
            print: { job: id, state: 'queued', printer: this.printer() },
            note: wanted.note ?? null,
            outcome: null,
            ...rest,
        };
        this.tickets.push(ticket);
        this.tell('ticket.issued');
        this.serveWaiting();
        return ticket;
    }

    // Changes a ticket as a step of a counter, which can be taken back.
    step(name: Undo['step'], counter: number | null, ticket: Ticket, change: Partial<Ticket>) {
        const before = structuredClone(ticket);
        Object.assign(ticket, change);
        if (counter === null) return;
        const offer = { step: name, ticket: ticket.number, until: instant(Date.now() + undo_ms) };
        this.seat(counter).last = { offer, before, after: JSON.stringify(ticket) };
    }

    undo(id: string): Counter {
        const seat = this.seat(id);
        const ticket = seat.last ? this.ticket(seat.last.before.id) : null;
        if (!seat.last || !ticket) refuse(409, 'step.none', 'Non c’è nulla da annullare.');
        if (JSON.stringify(ticket) !== seat.last.after)
            refuse(409, 'step.changed', 'Nel frattempo il biglietto è cambiato.');
        Object.assign(ticket, seat.last.before);
        seat.last = null;
        seat.auto_call = false;
        this.tell('ticket.undone');
        return this.counter(id);
    }

    call(counter: number, ticket: Ticket, why?: string): Ticket {
        const name = why ? 'call' : ticket.state === 'called' ? 'recall' : 'next';
        const again = ticket.state === 'called';
        this.step(name, counter, ticket, {
            state: 'called',
            called_at: instant(),
            counter,
            calls: (ticket.calls ?? 0) + 1,
            wanted_counter: null,
        });
        if (!again) this.keepCall(counter, ticket, why);
        this.tell(again ? 'ticket.recalled' : 'ticket.called');
        return ticket;
    }

    private keepCall(counter: number, ticket: Ticket, why?: string): void {
        const lane = lanes.find((one) => one.id === ticket.lane);
        const waited_minutes = minutesSince(ticket.issued_at);
        const promise_minutes = lane?.promise_minutes ?? 0;
        const rule = why ? 'direct' : ticket.priority ? 'legal-priority' : 'longest-wait';
        const waited = `aspettava da ${String(waited_minutes)} minuti su ${String(promise_minutes)} promessi`;
        this.calls.unshift({
            id: this.calls.length + 1,
            at: instant(),
            ticket: ticket.id,
            number: ticket.number,
            lane: ticket.lane,
            counter,
            operator: this.seat(counter).operator ?? '',
            rule,
            why:
                why ??
                (ticket.priority ? `Precedenza di legge; ${waited}.` : `Più di tutti: ${waited}.`),
            waited_minutes,
            promise_minutes,
        });
    }

    next(counter: number): Ticket | undefined {
        const servable = (one: Ticket) =>
            (one.wanted_counter ?? counter) === counter &&
            Date.parse(one.not_before ?? '1970-01-01') <= Date.now();
        const next = this.queue().find(servable);
        return next && this.call(counter, next);
    }

    // Counters that call by themselves do, once they are free.
    serveWaiting(): void {
        for (const seat of this.seats)
            if (seat.auto_call && seat.operator && !seat.pause && !this.at(seat.id))
                this.next(seat.id);
    }
}

function minutesOf({ procedure, people }: { procedure: string; people: number }): number {
    const minutes = procedures.find((one) => one.id === procedure)?.minutes ?? 0;
    return minutes + ((people - 1) * minutes) / 2;
}
