// panel/dev/box.ts -- a fake box that keeps to core/api/openapi.json, for developing and testing the
// panel without the daemon. Everything is in memory; faults are switched on by the fields.
import type { Appointment, Board, Case, Contact, Device, Principal, Task } from '../src/api/types';
import { agendaRoutes } from './agenda';
import { bookingRoutes } from './bookings';
import { openedCase, type CaseBody } from './cases';
import { areas, lanes, procedures, town } from './catalogue';
import { completedTask, deliveryRoutes } from './deliveries';
import { contactRoutes } from './contacts';
import { counterRoutes, ticketRoutes } from './desk';
import { Line } from './line';
import { caseTask, officeRoutes } from './office';
import { publicAppointment, publicCase } from './public';
import { refuse, Refusal } from './refusal';
import { FakeHours, reportRoutes } from './reports';
import { ok, type Asked, type Routes, type Told } from './routes';

export type { Asked, Told } from './routes';

interface Person extends Principal {
    password: string;
}

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
        { id: 'mario', name: 'Mario Neri', role: 'back-office', password: 'sportello-di-prova' },
        { id: 'sara', name: 'Sara Conti', role: 'supervisor', password: 'sportello-di-prova' },
    ];
    readonly deviceTokens: Record<string, Principal> = {
        'kiosk-token': { id: 'kiosk-1', name: 'Totem', role: 'kiosk' },
        'board-token': { id: 'board-1', name: 'Tabellone', role: 'board' },
    };
    readonly sessions = new Map<string, Principal>();
    readonly line = new Line(
        (topic) => {
            this.tell(topic);
        },
        () => this.printer,
    );
    readonly hours = new FakeHours();
    readonly tickets = this.line.tickets;
    readonly cases: Case[] = [];
    readonly appointments: Appointment[] = [];
    readonly contacts: Contact[] = [];
    readonly tasks: Task[] = [completedTask(1)];
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
        'GET /public/*': ({ path }, code) => {
            if (path.startsWith('/public/cases/'))
                return ok(publicCase(this.cases, this.tasks, code));
            if (path.startsWith('/public/appointments/'))
                return ok(publicAppointment(this.appointments, code));
            const found = this.tickets.find((one) => one.code === code);
            if (!found) refuse(404, 'ticket.unknown', 'Questo biglietto non esiste.');
            const { number, state, counter, language } = found;
            const lane = lanes.find((one) => one.id === found.lane)?.title;
            const ahead = this.line.withAhead(found).ahead;
            const instead = this.appointments.find((one) => one.from_ticket === number);
            const appointment = instead ? { code: instead.code, at: instead.at } : null;
            return ok({ number, lane, state, ahead, counter, language, appointment });
        },
        'POST /sessions': ({ body }) => this.signIn(body as Record<string, string>),
    };

    private readonly hint = (topic: string): void => {
        this.tell(topic);
    };

    private readonly guarded: Routes = {
        ...counterRoutes(this.line, this.hint),
        ...ticketRoutes(this.line, this.hint),
        ...reportRoutes(this.line, this.hours),
        ...bookingRoutes(this.line, this.appointments, this.hint),
        ...agendaRoutes(this.line, this.appointments, this.hint),
        ...deliveryRoutes(this.line, this.tasks, this.hint),
        ...officeRoutes(this.tasks, this.cases, this.hint),
        ...contactRoutes({
            line: this.line,
            contacts: this.contacts,
            tasks: this.tasks,
            printer: () => this.printer,
            book: (wanted) => this.book(wanted),
            tell: this.hint,
        }),
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
        'POST /print-jobs/#/reprint': (_, id) => {
            this.tell('print.changed');
            const created_at = new Date().toISOString();
            const job = { id: Number(id) + 1000, printer: 'kiosk', document: 'ticket' };
            return { status: 201, body: { ...job, state: 'queued', created_at } };
        },
        'GET /cases': ({ query }) => {
            const ticket = Number(query.get('ticket'));
            return ok({ items: this.cases.filter((one) => one.ticket === ticket) });
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
                count: this.line.queue().filter((one) => one.lane === lane.id).length,
            };
        });
        return { calls, waiting, now: new Date().toISOString() };
    }

    private readonly bookings = bookingRoutes(this.line, this.appointments, this.hint);

    private book(body: unknown): Appointment {
        const asked = { method: 'POST', path: '/appointments', body };
        const rest = { query: new URLSearchParams(), headers: new Headers() };
        const nobody: Principal = { id: '', name: '', role: 'operator' };
        const told = this.bookings['POST /appointments']?.({ ...asked, ...rest }, '', nobody);
        return told?.body as Appointment;
    }

    private openCase(body: CaseBody, who: Principal): Told {
        const protocol = `${this.protocolNumber + 1}`.padStart(7, '0');
        const opened = openedCase(body, who, this.cases.length + 1, protocol);
        if (opened.protocol) this.protocolNumber += 1;
        this.cases.push(opened);
        if (opened.task !== null) {
            const { area, procedure, protocol: number = null, due_on = null } = opened;
            const task = { area, procedure, case: opened.id, protocol: number, due_on };
            opened.task = caseTask(this.tasks, task).id;
        }
        return { status: 201, body: opened };
    }
}
