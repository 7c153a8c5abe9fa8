// panel/tests/appointments.test.tsx -- the day's appointments, and the pages that a citizen's QR leads to.
import { act, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Appointment, Case } from '../src/api/types';
import { dayIn, daysBetween, instantOf } from '../src/ui/zoned';
import { choose, dayFromNow, sentTo } from './office-support';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
});

function booked(at: string, rest: Partial<Appointment> = {}): Appointment {
    const id = house.box.appointments.length + 1;
    const one: Appointment = {
        id,
        code: `ap${String(id).padStart(4, '0')}`,
        at,
        minutes: 20,
        procedures: [{ procedure: 'cambio-abitazione', people: 1, done: false }],
        state: 'booked',
        language: 'it',
        name: null,
        phone: null,
        ticket: null,
        number: null,
        from_ticket: null,
        ...rest,
    };
    house.box.appointments.push(one);
    return one;
}

const noonToday = () => `${dayFromNow(0)}T11:00:00.000Z`;

async function atAppointments() {
    house.signedInAs('anna');
    const opened = open('/appointments');
    await screen.findByRole('region', { name: 'Appuntamenti del giorno' });
    return opened;
}

test('who arrives gets a number of the queue', async () => {
    booked(noonToday(), { name: 'Maria Rossi', phone: '3331234567' });
    const { user } = await atAppointments();
    await user.click(await screen.findByRole('button', { name: /È arrivato: Maria Rossi/ }));
    expect(await screen.findByText('In fila con il numero P001.')).toBeInTheDocument();
    expect(await screen.findByText('Arrivato P001')).toBeInTheDocument();
    expect(house.box.tickets[0]).toMatchObject({ lane: 'appointment', channel: 'appointment' });
});

test('an appointment is cancelled only by who is sure', async () => {
    const one = booked(noonToday(), { name: 'Maria Rossi' });
    const { user } = await atAppointments();
    await user.click(await screen.findByRole('button', { name: /Annulla: Maria Rossi/ }));
    await user.click(screen.getByRole('button', { name: 'No' }));
    expect(one.state).toBe('booked');
    await user.click(screen.getByRole('button', { name: /Annulla: Maria Rossi/ }));
    await user.click(screen.getByRole('button', { name: 'Sì, annulla' }));
    expect(await screen.findByText('Annullato')).toBeInTheDocument();
    expect(one.state).toBe('cancelled');
});

test('another day is looked at, and nobody arrives before the day', async () => {
    booked(`${dayFromNow(1)}T10:00:00.000Z`, { name: 'Luca Bruni', from_ticket: 'B042' });
    const { user } = await atAppointments();
    expect(await screen.findByText('Nessun appuntamento')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Il giorno dopo' }));
    expect(await screen.findByText('Luca Bruni')).toBeInTheDocument();
    expect(screen.getByText(/Dal biglietto B042/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /È arrivato/ })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Annulla: Luca Bruni/ })).toBeInTheDocument();
});

test('an appointment is booked for a visit, and its day is shown', async () => {
    const { user } = await atAppointments();
    await chooseMove(user);
    const hours = await screen.findByRole('group', { name: 'Ora' });
    const [slot] = within(hours).getAllByRole('radio');
    if (!slot) throw new Error('no slot');
    await user.click(slot);
    await user.type(screen.getByLabelText('Nome'), 'Maria Rossi');
    await user.type(screen.getByLabelText('Telefono'), '3331234567');
    await user.click(screen.getByRole('checkbox', { name: 'Stampa il foglio' }));
    await user.click(screen.getByRole('button', { name: "Fissa l'appuntamento" }));
    expect(await screen.findByText('Codice ap0001')).toBeInTheDocument();
    expect(await screen.findByText('1 appuntamento')).toBeInTheDocument();
    expect(screen.getByText('Maria Rossi')).toBeInTheDocument();
    expect(sentTo(house, '/appointments')).toMatchObject({
        procedures: [{ procedure: 'cambio-abitazione', people: 1 }],
        language: 'it',
        print: false,
        name: 'Maria Rossi',
        phone: '3331234567',
    });
});

// Here no card is shown: the visit alone.
async function chooseMove(user: Parameters<typeof choose>[0]): Promise<void> {
    await user.type(
        await screen.findByRole('combobox', { name: 'Cerca un procedimento' }),
        'cambio',
    );
    await user.click(await screen.findByRole('option', { name: /Cambio di abitazione/ }));
    await screen.findByRole('button', { name: /Togli: Cambio/ });
}

const aCase = (rest: Partial<Case>): Case => ({
    id: 1,
    procedure: 'cambio-abitazione',
    area: 'registry',
    state: 'accepted',
    ticket: null,
    actor: 'anna',
    opened_at: '2026-11-20T09:00:00Z',
    data: { declarant: { tax_code: 'RSSMRA80A01D142N' } },
    result: {},
    charges: [],
    due_on: '2026-12-04',
    protocol: { year: 2026, number: '0000042' },
    documents: [],
    code: 'ca5e1',
    task: null,
    ...rest,
});

test('the receipt’s page tells how far a case is, its term, and nothing personal', async () => {
    house.box.cases.push(aCase({}));
    open('/c/ca5e1');
    expect(await screen.findByText('In lavorazione')).toBeInTheDocument();
    expect(screen.getByText('venerdì 4 dicembre 2026')).toBeInTheDocument();
    expect(screen.getByText('0000042/2026')).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent('RSSMRA');
    expect(house.box.asked.map((one) => one.path)).not.toContain('/sessions/current');
});

test('what is missing is counted, and the term is said to stand still', async () => {
    const [task] = house.box.tasks;
    if (!task) throw new Error('the fake box has a task');
    task.papers = [
        { id: 1, title: 'Contratto', received_at: null },
        { id: 2, title: 'Patente', received_at: '2026-11-21T09:00:00Z' },
    ];
    house.box.cases.push(aCase({ state: 'suspended', task: task.id }));
    open('/c/ca5e1');
    expect(await screen.findByText('Manca 1 documento')).toBeInTheDocument();
    expect(screen.getByText(/Il termine è sospeso/)).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent('Contratto');
});

test('a citizen reads the page in English', async () => {
    house.box.cases.push(aCase({ state: 'ready' }));
    const { user } = open('/c/ca5e1');
    await user.click(await screen.findByRole('button', { name: 'English' }));
    expect(screen.getByText(/come to the counter with your receipt/)).toBeInTheDocument();
});

test('a code that nobody has is told kindly', async () => {
    open('/c/nothing');
    expect(await screen.findByText('Pratica non trovata')).toBeInTheDocument();
});

test('the page of an appointment tells when, what for, and the number after arriving', async () => {
    const one = booked('2026-12-04T09:30:00Z', { name: 'Maria Rossi' });
    const { unmount } = open('/a/ap0001');
    expect(await screen.findByText('10:30')).toBeInTheDocument();
    expect(screen.getByText('venerdì 4 dicembre 2026')).toBeInTheDocument();
    expect(screen.getByText('Cambio di abitazione nel comune')).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent('Maria');
    unmount();
    Object.assign(one, { state: 'arrived', number: 'P003' });
    open('/a/ap0001');
    expect(await screen.findByText('È arrivato: il suo numero è P003')).toBeInTheDocument();
});

test('a public page keeps what it showed when the box is away, and says so', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    house.box.cases.push(aCase({}));
    open('/c/ca5e1');
    await screen.findByText('In lavorazione');
    house.cut(true);
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(await screen.findByText(/Collegamento interrotto dalle/)).toBeInTheDocument();
    expect(screen.getByText('In lavorazione')).toBeInTheDocument();
});

test('times are those of the town’s clock, on both sides of its changes', () => {
    const rome = 'Europe/Rome';
    expect(instantOf('2026-03-29', '01:30', rome).toISOString()).toBe('2026-03-29T00:30:00.000Z');
    expect(instantOf('2026-03-29', '03:30', rome).toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('2026-10-25', '09:00', rome).toISOString()).toBe('2026-10-25T08:00:00.000Z');
    expect(instantOf('2026-07-01', '09:00', rome).toISOString()).toBe('2026-07-01T07:00:00.000Z');
    expect(dayIn('2026-03-28T23:30:00Z', rome)).toBe('2026-03-29');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});
