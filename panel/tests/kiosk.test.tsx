// panel/tests/kiosk.test.tsx -- the kiosk as a filter: needs, papers, waits, appointments.
import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProcedureSummary } from '../src/api/types';
import { codeIn } from '../src/kiosk/ArrivalScreen';
import { minutesOf, stopped, withPeople, withWish } from '../src/kiosk/visit';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
    window.history.replaceState(null, '', '/');
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
});

async function atKiosk() {
    window.history.replaceState(null, '', '/kiosk#token=kiosk-token');
    const opened = open('/kiosk');
    await screen.findByRole('button', { name: 'Anagrafe' });
    return opened;
}

async function choosing(area: string, procedure: RegExp) {
    const opened = await atKiosk();
    await opened.user.click(screen.getByRole('button', { name: area }));
    await opened.user.click(screen.getByRole('button', { name: procedure }));
    return opened;
}

test('several needs of a family go on one ticket, papers named once, with the time it takes', async () => {
    const { user } = await choosing('Anagrafe', /Cambio di abitazione/);
    await user.click(screen.getByRole('button', { name: "Aggiungi un'altra cosa da fare" }));
    await user.click(screen.getByRole('button', { name: 'Tributi' }));
    await user.click(screen.getByRole('button', { name: /TARI/ }));
    const card = screen.getByRole('group', { name: /Per quante persone: Attivazione/ });
    await user.click(within(card).getByRole('button', { name: 'Una persona in più' }));
    expect(await screen.findByText('Codice fiscale')).toBeInTheDocument();
    expect(screen.getAllByText('Documento di identità valido')).toHaveLength(1);
    expect(screen.getByText('Allo sportello circa 43 minuti')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Prendi il biglietto' }));
    expect(await screen.findByText('B001')).toBeInTheDocument();
    expect(house.box.tickets[0]?.procedures).toEqual([
        { procedure: 'cambio-abitazione', people: 1, done: false },
        { procedure: 'tari-attivazione', people: 2, done: false },
    ]);
});

test('what was chosen by mistake is taken out; nothing chosen leads back to the start', async () => {
    const { user } = await choosing('Tributi', /TARI/);
    await user.click(screen.getByRole('button', { name: /^Togli:/ }));
    expect(screen.getByText('Buongiorno, di che cosa ha bisogno?')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Ho un appuntamento' })).toBeInTheDocument();
});

test('how long one waits is told before the ticket', async () => {
    house.box.line.issue({ procedure: 'tari-attivazione' });
    await choosing('Tributi', /TARI/);
    expect(await screen.findByText("Ora c'è 1 persona in attesa")).toBeInTheDocument();
    expect(screen.getByText('Si aspettano circa 8 minuti')).toBeInTheDocument();
});

test('a lane that takes no more tickets says why, and an appointment is made instead', async () => {
    house.box.line.fullLanes.add('standard');
    const { user } = await choosing('Tributi', /TARI/);
    expect(await screen.findByRole('alert')).toHaveTextContent(/riempie il tempo/);
    expect(screen.queryByRole('button', { name: 'Prendi il biglietto' })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Prendi un appuntamento' }));
    const times = await screen.findByRole('list', { name: 'Ora' });
    await user.click((await within(times).findAllByRole('button'))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: /^Conferma/ }));
    expect(await screen.findByText('AP0001')).toBeInTheDocument();
    expect(house.box.appointments[0]?.procedures[0]?.procedure).toBe('tari-attivazione');
});

test('a lane that fills up while one decides: the refusal of the box offers the appointment', async () => {
    const { user } = await choosing('Tributi', /TARI/);
    const take = await screen.findByRole('button', { name: 'Prendi il biglietto' });
    house.box.line.fullLanes.add('standard');
    await user.click(take);
    expect(await screen.findByText(/Possiamo darle un appuntamento/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Prendi un appuntamento' })).toBeInTheDocument();
});

test('a time that somebody else took meanwhile is said, and the times are read again', async () => {
    house.box.line.fullLanes.add('standard');
    const { user } = await choosing('Tributi', /TARI/);
    await user.click(await screen.findByRole('button', { name: 'Prendi un appuntamento' }));
    const times = await screen.findByRole('list', { name: 'Ora' });
    const [first] = await within(times).findAllByRole('button');
    const time = first?.textContent ?? '';
    await user.click(first as HTMLElement);
    const refused = { type: '/problems/appointment.slot-taken', title: 'No', status: 409 };
    house.answers.push(() => ({ status: 409, body: { ...refused, detail: 'Ora già presa.' } }));
    await user.click(screen.getByRole('button', { name: /^Conferma/ }));
    expect(await screen.findByText('Ora già presa.')).toBeInTheDocument();
    expect(within(times).getByRole('button', { name: time })).toHaveAttribute(
        'aria-pressed',
        'false',
    );
});

test('when the house is closed the kiosk says when it opens', async () => {
    house.box.hours.closes_at = null;
    await choosing('Tributi', /TARI/);
    expect(await screen.findByRole('alert')).toHaveTextContent(/Ora è chiuso. Riapre/);
});

test('what is done by appointment only offers one at once', async () => {
    await choosing("Carta d'identità", /elettronica/);
    expect(await screen.findByText('Questo si fa su appuntamento')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Prendi un appuntamento' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Prendi il biglietto' })).not.toBeInTheDocument();
});

test('who would rather not wait makes an appointment, where one is offered', async () => {
    const { user } = await choosing('Anagrafe', /Cambio di abitazione/);
    await user.click(await screen.findByRole('button', { name: 'Preferisco un appuntamento' }));
    expect(await screen.findByRole('list', { name: 'Giorno' })).toBeInTheDocument();
});

test('who has an appointment types the code and has a number; a wrong code is explained', async () => {
    const { user } = await atKiosk();
    const body = {
        at: new Date(Date.now() + 60_000).toISOString(),
        procedures: [{ procedure: 'tari-attivazione', people: 1, done: false }],
    };
    house.box.appointments.push({
        ...body,
        id: 1,
        code: 'ap0001',
        minutes: 15,
        state: 'booked',
        language: 'it',
        name: null,
        phone: null,
        ticket: null,
        number: null,
        from_ticket: null,
    });
    await user.click(screen.getByRole('button', { name: 'Ho un appuntamento' }));
    const here = screen.getByRole('button', { name: 'Sono qui' });
    expect(here).toBeDisabled();
    for (const key of 'AP000') await user.click(screen.getByRole('button', { name: key }));
    await user.click(here);
    expect(await screen.findByText(/Nessun appuntamento con questo codice/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '1' }));
    await user.click(screen.getByRole('button', { name: 'Sono qui' }));
    expect(await screen.findByText('P001')).toBeInTheDocument();
});

test('common needs are found by a touch', async () => {
    const { user } = await atKiosk();
    await user.click(screen.getByRole('button', { name: 'Cerchi con le sue parole' }));
    await user.click(screen.getByRole('button', { name: 'Certificato' }));
    expect(
        await screen.findByRole('button', { name: /Certificato anagrafico/ }),
    ).toBeInTheDocument();
});

test('a scanned address and a typed code are the same code', () => {
    expect(codeIn('https://sportello.comune.crema.cr.it/a/7f3a')).toBe('7f3a');
    expect(codeIn(' 7f3a ')).toBe('7f3a');
    expect(codeIn('')).toBe('');
});

test('a visit: nothing twice, the family at half the time each, the first lane that stopped', () => {
    const one = { id: 'x', lane: 'quick', minutes: 10 } as ProcedureSummary;
    const visit = withWish([], one);
    expect(withWish(visit, one)).toBe(visit);
    expect(minutesOf(withPeople(visit, 'x', 3))).toBe(20);
    const lane = (id: string, open: boolean) => ({ lane: id, open }) as never;
    expect(stopped([lane('a', true), lane('b', false)], ['a', 'b'])).toMatchObject({ lane: 'b' });
    expect(stopped([lane('a', true), lane('b', false)], ['a'])).toBeUndefined();
});
