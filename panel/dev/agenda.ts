// panel/dev/agenda.ts -- the appointments of a day at the fake box: the list, arriving, cancelling.
import type { Appointment } from '../src/api/types';
import type { Line } from './line';
import { refuse } from './refusal';
import { made, ok, type Routes } from './routes';

export const dayOf = (at: string): string => at.slice(0, 10);

export function agendaRoutes(
    line: Line,
    appointments: Appointment[],
    tell: (topic: string) => void,
): Routes {
    const booked = (id: string): Appointment => {
        const found = appointments.find((one) => one.id === Number(id));
        if (!found) refuse(404, 'appointment.unknown', 'Questo appuntamento non esiste.');
        if (found.state !== 'booked')
            refuse(409, `appointment.is-${found.state}`, 'L’appuntamento non è più prenotato.');
        return found;
    };
    return {
        'GET /appointments': ({ query }) => {
            const day = query.get('day') ?? dayOf(new Date().toISOString());
            const items = appointments
                .filter((one) => dayOf(one.at) === day)
                .sort((a, b) => a.at.localeCompare(b.at));
            return ok({ items });
        },
        'POST /appointments/#/arrive': (_, id) => {
            const found = booked(id);
            const { procedures, language, at } = found;
            const ticket = line.issue(
                { procedures, language },
                { lane: 'appointment', channel: 'appointment', due_at: at },
            );
            Object.assign(found, { state: 'arrived', ticket: ticket.id, number: ticket.number });
            tell('appointment.arrived');
            return made(line.withAhead(ticket));
        },
        'POST /appointments/#/cancel': (_, id) => {
            const found = booked(id);
            found.state = 'cancelled';
            tell('appointment.cancelled');
            return ok(found);
        },
    };
}
