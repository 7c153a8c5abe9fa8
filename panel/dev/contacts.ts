// panel/dev/contacts.ts -- visits and calls at the fake box: how they are opened, and how they end.
import type { Appointment, Closing, Contact, Device, Principal, Task } from '../src/api/types';
import { instant, type Line } from './line';
import { questionTask } from './office';
import { refuse } from './refusal';
import { made, ok, read, type Asked, type Routes } from './routes';

interface House {
    line: Line;
    contacts: Contact[];
    tasks: Task[];
    printer: () => Device['state'];
    book: (wanted: unknown) => Appointment;
    tell: (topic: string) => void;
}

const plain = (phone: string): string => phone.replace(/[ .\-/()]/g, '').replace(/^\+39/, '');

export function newContact(
    contacts: Contact[],
    channel: Contact['channel'],
    rest: Partial<Contact> = {},
): Contact {
    const contact: Contact = {
        id: contacts.length + 1,
        channel,
        at: instant(),
        state: 'open',
        operator: null,
        procedures: [],
        outcome: null,
        reason: null,
        tax_code: null,
        phone: null,
        ticket: null,
        number: null,
        appointment: null,
        case: null,
        task: null,
        print: null,
        ended_at: null,
        ...rest,
    };
    contacts.push(contact);
    return contact;
}

// What follows from an ending is made together with it.
function end(house: House, contact: Contact, closing: Closing): Contact {
    const { line, tasks } = house;
    const { outcome, procedures = [], priority, language, note } = closing;
    const wanted = { procedures, priority, language, note };
    const channel = contact.channel;
    const print = { job: 500 + contact.id, state: 'queued', printer: house.printer() } as const;
    if (outcome === 'ticket') {
        const ticket = line.issue(wanted, { channel, contact: contact.id });
        Object.assign(contact, { ticket: ticket.id, number: ticket.number, print: ticket.print });
    }
    if (outcome === 'call-back') {
        const due_at = closing.call_back?.at ?? null;
        if (!/^\+?\d{3,15}$/.test(plain(closing.call_back?.phone ?? '')))
            refuse(422, 'body.invalid', 'Alcuni dati non vanno bene; nulla è stato registrato.', [
                { pointer: '/call_back/phone', code: 'phone', detail: 'Non è un numero.' },
            ]);
        const ticket = line.issue(wanted, {
            lane: 'call-back',
            channel,
            due_at,
            contact: contact.id,
        });
        Object.assign(contact, { ticket: ticket.id, number: ticket.number });
    }
    if (closing.appointment) {
        const { appointment: at, name, phone } = closing;
        contact.appointment = house.book({ at, name, phone, procedures, language }).id;
    }
    if (outcome === 'papers-missing') contact.print = print;
    if (outcome === 'appointment') contact.print = print;
    if (outcome === 'case') contact.case = closing.case ?? null;
    if (closing.task) {
        const { area, text } = closing.task;
        const task = questionTask(tasks, area, text, procedures[0]?.procedure, contact.id);
        contact.task = task.id;
        house.tell('task.opened');
    }
    const phone = closing.call_back?.phone ?? closing.phone;
    return Object.assign(contact, {
        state: 'closed',
        outcome,
        procedures: procedures.map((one) => one.procedure),
        reason: closing.reason ?? null,
        tax_code: closing.tax_code ?? null,
        phone: phone ? plain(phone) : contact.phone,
        ended_at: instant(),
    });
}

export function contactRoutes(house: House): Routes {
    const { contacts, tell } = house;
    const call = (id: string): Contact =>
        contacts.find((one) => one.id === Number(id)) ??
        refuse(404, 'contact.unknown', 'Questo contatto non esiste.');
    const isOpen = (one: Contact) => one.channel === 'phone' && one.state !== 'closed';
    return {
        'POST /contacts': (asked, _, who) => {
            // Refused as a whole: a contact is kept only with what follows from it.
            const contact = newContact([], 'reception', {
                id: contacts.length + 1,
                operator: who.id,
            });
            contacts.push(end(house, contact, read(asked) as Closing));
            tell('contact.closed');
            return made(contact);
        },
        'POST /contact-searches': (asked) => ok({ items: found(contacts, asked) }),
        'GET /contacts/#': (_, id) => ok(call(id)),
        'POST /calls': (asked, _, who) => made(ring(house, asked, who)),
        'GET /calls': () => ok({ items: contacts.filter(isOpen) }),
        'POST /calls/#/answer': (_, id, who) => {
            const answered = call(id);
            if (answered.state !== 'ringing')
                refuse(
                    409,
                    `call.is-${answered.state}`,
                    `Ha già risposto ${answered.operator ?? 'qualcuno'}.`,
                );
            Object.assign(answered, { state: 'open', operator: who.id });
            tell('call.open');
            return ok(answered);
        },
        'POST /calls/#/close': (asked, id) => {
            const closed = call(id);
            if (closed.state === 'closed')
                refuse(409, 'call.is-closed', 'Questa chiamata è già conclusa.');
            end(house, closed, read(asked) as Closing);
            tell('call.closed');
            return ok(closed);
        },
    };
}

function ring({ contacts, tell }: House, asked: Asked, who: Principal): Contact {
    const { phone, answered } = read(asked) as { phone?: string; answered?: boolean };
    const contact = newContact(contacts, 'phone', {
        state: answered ? 'open' : 'ringing',
        operator: answered ? who.id : null,
        phone: phone ? plain(phone) : null,
    });
    tell(answered ? 'call.open' : 'call.ringing');
    return contact;
}

function found(contacts: Contact[], asked: Asked): Contact[] {
    const { phone, tax_code } = read(asked) as { phone?: string; tax_code?: string };
    const latest = [...contacts].reverse();
    if (tax_code) return latest.filter((one) => one.tax_code === tax_code);
    return latest.filter((one) => phone && one.phone === plain(phone));
}
