// panel/dev/bookings.ts -- appointments at the fake box: free slots, booking, arriving, rebooking.
import type { Appointment, Slot } from '../src/api/types';
import { instant, type Line, type Wanted } from './line';
import { refuse } from './refusal';
import { made, ok, read, type Routes } from './routes';

const day_ms = 86_400_000;
const first_hour = 8;
// Every half hour of the next mornings, each with room for one.
function slots(taken: Appointment[], from: number, days: number): Slot[] {
    const midnight = Math.floor(from / day_ms) * day_ms;
    const all: Slot[] = [];
    for (let day = 0; day < days; day += 1)
        for (let half = 0; half < 6; half += 1) {
            const at = instant(midnight + day * day_ms + (first_hour + half / 2) * 3_600_000);
            const free = !taken.some((one) => one.at === at && one.state === 'booked');
            if (free && Date.parse(at) > Date.now()) all.push({ at, free: 1 });
        }
    return all;
}

export function bookingRoutes(
    line: Line,
    appointments: Appointment[],
    tell: (topic: string) => void,
): Routes {
    const book = (rest: Pick<Appointment, 'at' | 'procedures'> & Partial<Appointment>) => {
        const id = appointments.length + 1;
        const booked: Appointment = {
            id,
            code: `ap${String(id).padStart(4, '0')}`,
            minutes: 20,
            state: 'booked',
            language: 'it',
            name: null,
            phone: null,
            ticket: null,
            number: null,
            from_ticket: null,
            ...rest,
        };
        appointments.push(booked);
        tell('appointment.booked');
        return booked;
    };
    const first = () => slots(appointments, Date.now(), 7)[0]?.at ?? '';
    return {
        'GET /appointments/slots': ({ query }) =>
            ok({
                items: slots(
                    appointments,
                    Math.max(Date.now(), Date.parse(query.get('from') ?? '') || 0),
                    Number(query.get('days') ?? 7),
                ),
            }),
        'POST /appointments': (asked) => {
            const wanted = read(asked) as Wanted & { at: string; name?: string; phone?: string };
            if (!slots(appointments, Date.now(), 31).some((one) => one.at === wanted.at))
                refuse(409, 'appointment.slot-taken', 'Nel frattempo quest’ora è stata presa.');
            const procedures = (wanted.procedures ?? []).map((one) => ({
                people: 1,
                done: false,
                ...one,
            }));
            const language = wanted.language === 'en' ? 'en' : 'it';
            const { at, name = null, phone = null } = wanted;
            return made(book({ at, procedures, language, name, phone }));
        },
        'POST /appointments/arrivals': (asked) => {
            const { code } = read(asked) as { code: string };
            const found = appointments.find((one) => one.code === code.toLowerCase());
            if (!found)
                refuse(
                    404,
                    'appointment.unknown',
                    'Nessun appuntamento con questo codice: controlli il foglio, o chieda all’accoglienza.',
                );
            const ticket = line.issue(
                { procedures: found.procedures, language: found.language },
                { lane: 'appointment', channel: 'appointment', due_at: found.at },
            );
            Object.assign(found, { state: 'arrived', ticket: ticket.id, number: ticket.number });
            return made(line.withAhead(ticket));
        },
        'POST /tickets/#/rebook': (asked, id) => {
            const ticket = line.ticket(id);
            const { at = first() } = read(asked) as { at?: string };
            ticket.state = 'rebooked';
            ticket.ended_at = instant();
            tell('ticket.rebooked');
            return ok(book({ at, procedures: ticket.procedures, from_ticket: ticket.number }));
        },
    };
}
