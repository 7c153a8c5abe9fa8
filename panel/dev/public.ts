// panel/dev/public.ts -- what the fake box tells anybody who has a code: nothing personal.
import type { Appointment, Case, PublicAppointment, PublicCase, Task } from '../src/api/types';
import { areas, procedures } from './catalogue';
import { refuse } from './refusal';

const unnamed = { it: '', en: '' };
const titleOf = (id: string) => procedures.find((one) => one.id === id)?.title ?? unnamed;

export function publicCase(cases: Case[], tasks: Task[], code: string): PublicCase {
    const found = cases.find((one) => one.code === code);
    if (!found) refuse(404, 'case.unknown', 'Questa pratica non esiste.');
    const task = tasks.find((one) => one.id === found.task);
    return {
        procedure: titleOf(found.procedure),
        state: found.state,
        office: areas.find((one) => one.id === found.area)?.title ?? unnamed,
        opened_on: found.opened_at.slice(0, 10),
        due_on: found.due_on ?? null,
        protocol: found.protocol ?? null,
        papers_missing: task?.papers.filter((one) => !one.received_at).length ?? 0,
    };
}

export function publicAppointment(appointments: Appointment[], code: string): PublicAppointment {
    const found = appointments.find((one) => one.code === code);
    if (!found) refuse(404, 'appointment.unknown', 'Questo appuntamento non esiste.');
    const { at, state, number } = found;
    const titles = found.procedures.map((one) => titleOf(one.procedure));
    return { code, at, state, number, procedures: titles };
}
