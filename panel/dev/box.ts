// panel/dev/box.ts -- a fake box that keeps to core/api/openapi.json, for developing and testing the
// panel without the daemon. Everything is in memory; faults are switched on by the fields.
import type { Board, Case, Counter, Device, Principal, Ticket } from '../src/api/types';
import { openedCase, type CaseBody } from './cases';
import { areas, lanes, procedures, town } from './catalogue';
import { refuse, Refusal } from './refusal';

export interface Asked {
    method: string;
    path: string; // Below /api/v1.
    query: URLSearchParams;
    headers: Headers;
    body: unknown;
}

export interface Told {
    status: number;
    body?: unknown;
    headers?: Record<string, string>;
}

interface Person extends Principal {
    password: string;
}

type Handler = (asked: Asked, id: string, who: Principal) => Told;

const inADay_ms = 86_400_000;

export class FakeBox {
    printer: Device['state'] = 'ready';
    asked: Asked[] = []; // Every request that arrived.
    readonly people: Person[] = [
        { id: 'anna', name: 'Anna Bianchi', role: 'operator', password: 'sportello-di-prova' },
        {
            id: 'nuovo',
            name: 'Luca Verdi',
            role: 'operator',
            must_change_password: true,
            password: 'prima-password',
        },
    ];
    readonly deviceTokens: Record<string, Principal> = {
        'kiosk-token': { id: 'kiosk-1', name: 'Totem', role: 'kiosk' },
        'board-token': { id: 'board-1', name: 'Tabellone', role: 'board' },
    };
    readonly sessions = new Map<string, Principal>();
    readonly tickets: Ticket[] = [];
    readonly cases: Case[] = [];
    private readonly counters = town.counters.map((one): Counter => ({
        ...one,
        state: 'closed',
        operator: null,
        ticket: null,
    }));
    private readonly replies = new Map<string, { body: string; told: Told }>();
    private readonly listeners = new Set<(topic: string) => void>();
    private protocolNumber = 41;

    listen(listener: (topic: string) => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    tell(topic: string): void {
        for (const listener of this.listeners) listener(topic);
    }

    handle(asked: Asked): Told {
        this.asked.push(asked);
        const key = asked.headers.get('Idempotency-Key');
        const body = JSON.stringify([asked.path, asked.body]);
        const before = key ? this.replies.get(key) : undefined;
        try {
            if (before && before.body !== body)
                refuse(422, 'idempotency.other-body', 'La stessa chiave con un altro contenuto.');
            if (before) return before.told;
            const told = this.route(asked);
            if (key) this.replies.set(key, { body, told });
            return told;
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return { status: error.problem.status, body: error.problem };
        }
    }

    who(headers: Headers): Principal | undefined {
        const token = /sportello_session=(\w+)/.exec(headers.get('Cookie') ?? '')?.[1];
        return token ? this.sessions.get(token) : undefined;
    }

    private route(asked: Asked): Told {
        const pattern = `${asked.method} ${asked.path.replace(/\/\d+(?=\/|$)/, '/#')}`;
        const id = asked.path.split('/')[2] ?? '';
        const open =
            this.open[pattern] ?? this.open[`${asked.method} /${asked.path.split('/')[1] ?? ''}/*`];
        if (open) return open(asked, decodeURIComponent(asked.path.split('/').at(-1) ?? ''));
        const who = this.who(asked.headers);
        if (!who) refuse(401, 'session.none', 'La sessione è finita: si entri di nuovo.');
        if (who.must_change_password && !/password|sessions/.test(asked.path))
            refuse(403, 'session.password', 'Prima si deve cambiare la password.');
        const handler = this.guarded[pattern];
        if (!handler) refuse(404, 'not-found', 'Questa risorsa non esiste.');
        return handler(asked, id, who);
    }

    // What needs no session.
    private readonly open: Record<string, (asked: Asked, id: string) => Told> = {
        'GET /town': () => ({ status: 200, body: town }),
        'GET /areas': () => ({ status: 200, body: { items: areas } }),
        'GET /procedures': ({ query }) => ({ status: 200, body: { items: this.search(query) } }),
        'GET /procedures/*': (_, id) => {
            const found = procedures.find((one) => one.id === id);
            return found
                ? { status: 200, body: found }
                : refuse(404, 'procedure.unknown', 'Questo procedimento non esiste.');
        },
        'GET /public/*': (_, code) => {
            const found = this.tickets.find((one) => one.code === code);
            if (!found) refuse(404, 'ticket.unknown', 'Questo biglietto non esiste.');
            const { number, state, counter, language } = found;
            const lane = lanes.find((one) => one.id === found.lane)?.title;
            const ahead = this.withAhead(found).ahead;
            return { status: 200, body: { number, lane, state, ahead, counter, language } };
        },
        'POST /sessions': ({ body }) => this.signIn(body as Record<string, string>),
    };

    private readonly guarded: Record<string, Handler> = {
        'GET /sessions/current': (_, __, who) => this.session(who),
        'DELETE /sessions/current': ({ headers }) => {
            const token = /sportello_session=(\w+)/.exec(headers.get('Cookie') ?? '')?.[1] ?? '';
            this.sessions.delete(token);
            return { status: 204 };
        },
        'PUT /me/password': ({ body }, _, who) => {
            const change = body as { current: string; new: string };
            const person = this.people.find((one) => one.id === who.id);
            if (person?.password !== change.current)
                refuse(422, 'password.wrong', 'La password attuale non è giusta.', [
                    { pointer: '/current', code: 'wrong', detail: 'Non è la password attuale.' },
                ]);
            person.password = change.new;
            person.must_change_password = false;
            who.must_change_password = false;
            return { status: 204 };
        },
        'GET /board': () => ({ status: 200, body: this.board() }),
        'GET /devices': () => ({ status: 200, body: { items: [this.device()] } }),
        'GET /counters': () => ({ status: 200, body: { items: this.counters } }),
        'GET /counters/#': (_, id) => ({ status: 200, body: this.counter(id) }),
        'POST /counters/#/open': (_, id, who) => {
            const counter = this.counter(id);
            if (counter.state === 'open' && counter.operator !== who.id)
                refuse(
                    409,
                    'counter.taken',
                    `Lo sportello è già aperto da ${counter.operator ?? ''}.`,
                );
            Object.assign(counter, { state: 'open', operator: who.id });
            this.tell('counter.opened');
            return { status: 200, body: counter };
        },
        'POST /counters/#/close': (_, id) => {
            const counter = this.counter(id);
            if (counter.ticket)
                refuse(
                    409,
                    'counter.still-serving',
                    'Prima si deve terminare il biglietto in corso.',
                );
            Object.assign(counter, { state: 'closed', operator: null });
            this.tell('counter.closed');
            return { status: 200, body: counter };
        },
        'POST /counters/#/next': (_, id) => {
            const counter = this.counter(id);
            if (counter.ticket)
                refuse(
                    409,
                    'counter.still-serving',
                    'Prima si deve terminare il biglietto in corso.',
                );
            const next = this.queue()[0];
            if (!next) return { status: 204 };
            this.call(next, counter);
            this.tell('ticket.called');
            return { status: 200, body: next };
        },
        'POST /counters/#/recall': (_, id) => {
            const counter = this.counter(id);
            if (counter.ticket?.state !== 'called')
                refuse(409, 'ticket.not-called', 'Nessun biglietto è in chiamata.');
            this.call(counter.ticket, counter);
            this.tell('ticket.recalled');
            return { status: 200, body: counter.ticket };
        },
        'POST /tickets': ({ body }) => this.issue(body as Record<string, unknown>),
        'GET /tickets': ({ query }) => {
            const state = query.get('state');
            const items = this.tickets.filter((one) => !state || one.state === state);
            return {
                status: 200,
                body: { items: items.map((one) => this.withAhead(one)), next: null },
            };
        },
        'GET /tickets/#': (_, id) => ({ status: 200, body: this.withAhead(this.ticket(id)) }),
        'POST /tickets/#/start': (_, id) => this.move(id, 'serving', 'ticket.started'),
        'POST /tickets/#/finish': (_, id) => this.move(id, 'finished', 'ticket.finished'),
        'POST /tickets/#/no-show': (_, id) => this.move(id, 'no-show', 'ticket.no-show'),
        'POST /tickets/#/cancel': (_, id) => this.move(id, 'cancelled', 'ticket.cancelled'),
        'POST /print-jobs/#/reprint': (_, id) => {
            this.tell('print.changed');
            const created_at = new Date().toISOString();
            const job = { id: Number(id) + 1000, printer: 'kiosk', document: 'ticket' };
            return { status: 201, body: { ...job, state: 'queued', created_at } };
        },
        'POST /cases': ({ body }, _, who) => this.openCase(body as CaseBody, who),
    };

    private search(query: URLSearchParams) {
        const q = (query.get('q') ?? '').toLowerCase();
        const area = query.get('area');
        return procedures
            .filter((one) => !area || one.area === area)
            .filter((one) => `${one.title.it} ${one.title.en}`.toLowerCase().includes(q))
            .map(
                ({
                    id,
                    area,
                    title,
                    kind,
                    minutes,
                    lane,
                    fee_cents,
                    stamp_duty_cents,
                    available,
                }) => {
                    return {
                        id,
                        area,
                        title,
                        kind,
                        minutes,
                        lane,
                        fee_cents,
                        stamp_duty_cents,
                        available,
                    };
                },
            );
    }

    private signIn(body: Record<string, string>): Told {
        const person = this.people.find((one) => one.id === body.user);
        const device = this.deviceTokens[body.device_token ?? ''];
        const known = person?.password === body.password ? person : undefined;
        const found: Principal | undefined = body.device_token ? device : known;
        if (!found) refuse(401, 'session.refused', 'Nome o password non corretti.');
        const token = crypto.randomUUID().replaceAll('-', '');
        const { id, name, role, must_change_password } = found;
        this.sessions.set(token, { id, name, role, must_change_password });
        const told = this.session({ id, name, role, must_change_password });
        return {
            status: 201,
            body: { ...(told.body as object), token },
            headers: {
                'Set-Cookie': `sportello_session=${token}; Path=/; HttpOnly; SameSite=Strict`,
            },
        };
    }

    private session(principal: Principal): Told {
        const expires_at = new Date(Date.now() + inADay_ms).toISOString();
        return { status: 200, body: { principal, expires_at } };
    }

    private counter(id: string): Counter {
        const found = this.counters.find((one) => one.id === Number(id));
        return found ?? refuse(404, 'counter.unknown', 'Questo sportello non esiste.');
    }

    private ticket(id: string): Ticket {
        const found = this.tickets.find((one) => one.id === Number(id));
        return found ?? refuse(404, 'ticket.unknown', 'Questo biglietto non esiste.');
    }

    private queue(): Ticket[] {
        return this.tickets
            .filter((one) => one.state === 'waiting')
            .sort((a, b) => Number(b.priority) - Number(a.priority) || a.id - b.id);
    }

    private withAhead(ticket: Ticket): Ticket {
        const place = this.queue().indexOf(ticket);
        return { ...ticket, ahead: place < 0 ? null : place };
    }

    private device(): Device {
        return {
            id: 'kiosk',
            kind: 'printer',
            driver: 'escpos',
            port: 'virtual',
            name: 'Stampante del totem',
            serial: null,
            state: this.printer,
            since: new Date().toISOString(),
            advice: this.printer === 'ready' ? undefined : 'Cambiare il rotolo di carta.',
            jobs_waiting: this.printer === 'ready' ? 0 : 1,
        };
    }

    private board(): Board {
        const calls = this.tickets
            .filter((one) => one.called_at && one.counter !== null)
            .sort((a, b) => (b.called_at ?? '').localeCompare(a.called_at ?? ''))
            .slice(0, 12)
            .map(({ number, counter, called_at, state }) => {
                return { number, counter: counter ?? 0, called_at: called_at ?? '', state };
            });
        const waiting = lanes.map((lane) => {
            return {
                lane: lane.id,
                count: this.queue().filter((one) => one.lane === lane.id).length,
            };
        });
        return { calls, waiting, now: new Date().toISOString() };
    }

    private call(ticket: Ticket, counter: Counter): void {
        ticket.state = 'called';
        ticket.called_at = new Date().toISOString();
        ticket.counter = counter.id;
        ticket.calls = (ticket.calls ?? 0) + 1;
        counter.ticket = ticket;
    }

    private move(id: string, state: Ticket['state'], topic: string): Told {
        const ticket = this.ticket(id);
        ticket.state = state;
        const ended = state !== 'serving';
        if (ended) ticket.ended_at = new Date().toISOString();
        else ticket.started_at = new Date().toISOString();
        const counter = this.counters.find((one) => one.ticket?.id === ticket.id);
        if (counter && ended) counter.ticket = null;
        this.tell(topic);
        return { status: 200, body: ticket };
    }

    private issue(body: Record<string, unknown>): Told {
        const procedure = procedures.find((one) => one.id === body.procedure);
        const lane = lanes.find((one) => one.id === (procedure?.lane ?? body.lane));
        if (!lane) refuse(422, 'lane.unknown', 'Questa fila non esiste.');
        const inLane = this.tickets.filter((one) => one.lane === lane.id).length + 1;
        const id = this.tickets.length + 1;
        const ticket: Ticket = {
            id,
            number: `${lane.prefix}${String(inLane).padStart(3, '0')}`,
            lane: lane.id,
            state: 'waiting',
            procedure: procedure?.id ?? null,
            language: body.language === 'en' ? 'en' : 'it',
            priority: body.priority === true,
            ahead: 0,
            day: new Date().toISOString().slice(0, 10),
            code: `c0de${String(id).padStart(8, '0')}`,
            issued_at: new Date().toISOString(),
            called_at: null,
            started_at: null,
            ended_at: null,
            counter: null,
            calls: 0,
            print: { job: id, state: 'queued', printer: this.printer },
        };
        this.tickets.push(ticket);
        this.tell('ticket.issued');
        return { status: 201, body: this.withAhead(ticket) };
    }

    private openCase(body: CaseBody, who: Principal): Told {
        const protocol = `${this.protocolNumber + 1}`.padStart(7, '0');
        const opened = openedCase(body, who, this.cases.length + 1, protocol);
        if (opened.protocol) this.protocolNumber += 1;
        this.cases.push(opened);
        return { status: 201, body: opened };
    }
}
