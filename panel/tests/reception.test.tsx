// panel/tests/reception.test.tsx -- the reception orients, filters, and sends nobody to the wrong place.
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newContact } from '../dev/contacts';
import { choose, ending, sentTo } from './office-support';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
});

async function atReception() {
    house.signedInAs('anna');
    const opened = open('/reception');
    await screen.findByRole('combobox', { name: 'Cerca un procedimento' });
    return opened;
}

test('who is not signed in signs in first, and then is at the reception', async () => {
    const { user } = open('/reception');
    await user.type(await screen.findByLabelText('Nome utente'), 'anna');
    await user.type(screen.getByLabelText('Password'), 'sportello-di-prova{Enter}');
    expect(await screen.findByRole('link', { name: 'Accoglienza' })).toHaveAttribute(
        'aria-current',
        'page',
    );
});

test('an operator goes from page to page; a back office has its own alone', async () => {
    const { user, unmount } = await atReception();
    await user.click(screen.getByRole('link', { name: 'Telefono' }));
    expect(await screen.findByText('Nessuna chiamata in attesa')).toBeInTheDocument();
    unmount();
    house.signedInAs('mario');
    open('/reception');
    expect(await screen.findByRole('region', { name: 'Compiti degli uffici' })).toBeInTheDocument();
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
});

test('the card tells what to answer, to bring, to pay and to expect', async () => {
    const { user } = await atReception();
    await choose(user, 'cambio', /Cambio di abitazione/);
    const card = screen.getByRole('article', { name: /Cambio di abitazione/ });
    expect(within(card).getByText(/entro venti giorni dal trasloco/)).toBeInTheDocument();
    expect(within(card).getByText('Codice fiscale')).toBeInTheDocument();
    expect(within(card).getByText('Gratuito')).toBeInTheDocument();
    expect(within(card).getByText(/2 giorni lavorativi/)).toBeInTheDocument();
    expect(within(card).getByText('A richiesta')).toBeInTheDocument();
});

test('a card tells which position is needed', async () => {
    const { user } = await atReception();
    await choose(user, 'carta', /elettronica/);
    expect(screen.getByText(/lettore di impronte/)).toBeInTheDocument();
    expect(screen.getByText('Necessario')).toBeInTheDocument();
});

test('a visit for the whole family becomes one ticket with all its procedures', async () => {
    const { user } = await atReception();
    await choose(user, 'cambio', /Cambio di abitazione/);
    await choose(user, 'tari', /TARI/);
    await user.click(
        within(screen.getByRole('group', { name: /Persone per: Cambio/ })).getByRole('button', {
            name: 'Una persona in più',
        }),
    );
    expect(screen.getByText('Circa 45 minuti allo sportello')).toBeInTheDocument();
    await user.click(ending('Biglietto'));
    await user.click(screen.getByRole('checkbox', { name: 'Ha diritto alla precedenza' }));
    await user.type(screen.getByLabelText(/Nota per chi chiama/), 'Parla piano');
    await user.click(screen.getByRole('radio', { name: 'English' }));
    await user.click(screen.getByRole('button', { name: 'Dai il biglietto' }));
    expect(await screen.findByText('B001')).toBeInTheDocument();
    expect(sentTo(house, '/contacts')).toEqual({
        outcome: 'ticket',
        procedures: [
            { procedure: 'cambio-abitazione', people: 2 },
            { procedure: 'tari-attivazione', people: 1 },
        ],
        priority: true,
        language: 'en',
        note: 'Parla piano',
    });
    expect(house.box.tickets[0]).toMatchObject({ priority: true, note: 'Parla piano' });
});

test('what is chosen twice is in the visit once, and can be taken out', async () => {
    const { user } = await atReception();
    await choose(user, 'tari', /TARI/);
    await choose(user, 'cambio', /Cambio di abitazione/);
    await choose(user, 'tari', /TARI/);
    const basket = screen.getByRole('list', { name: 'Procedimenti della visita' });
    expect(within(basket).getAllByRole('listitem')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: /Togli: .*TARI/ }));
    expect(within(basket).getAllByRole('listitem')).toHaveLength(1);
    expect(screen.getByRole('article', { name: /Cambio di abitazione/ })).toBeInTheDocument();
});

test('the next citizen begins with nothing of the one before', async () => {
    const { user } = await atReception();
    await choose(user, 'tari', /TARI/);
    await user.click(ending('Risposto qui'));
    await user.click(screen.getByRole('button', { name: 'Concludi' }));
    await user.click(await screen.findByRole('button', { name: 'Prossimo cittadino' }));
    expect(screen.getByText(/Una visita può averne più di uno/)).toBeInTheDocument();
    expect(screen.getByRole('combobox')).toHaveFocus();
    expect(house.box.contacts[0]).toMatchObject({ outcome: 'answered', ticket: null });
    expect(house.box.tickets).toHaveLength(0);
});

test('missing papers are ticked, printed, and an appointment is offered', async () => {
    const { user } = await atReception();
    await choose(user, 'tari', /TARI/);
    await choose(user, 'cambio', /Cambio di abitazione/);
    await user.click(ending('Mancano documenti'));
    const print = screen.getByRole('button', { name: "Stampa l'elenco" });
    expect(print).toBeDisabled();
    await user.click(screen.getByRole('checkbox', { name: /Dati della patente/ }));
    await user.click(screen.getByRole('checkbox', { name: 'Codice fiscale' }));
    await user.click(screen.getByRole('checkbox', { name: 'Torna con un appuntamento' }));
    expect(print).toBeDisabled();
    const hours = await screen.findByRole('group', { name: 'Ora' });
    const [slot] = within(hours).getAllByRole('radio');
    if (!slot) throw new Error('no slot');
    await user.click(slot);
    await user.click(print);
    expect(await screen.findByText('Elenco dei documenti mancanti')).toBeInTheDocument();
    expect(screen.getByText('Il foglio esce dalla stampante.')).toBeInTheDocument();
    expect(sentTo(house, '/contacts')).toMatchObject({
        outcome: 'papers-missing',
        procedures: [{ procedure: 'cambio-abitazione' }, { procedure: 'tari-attivazione' }],
        missing: [1, 3],
    });
    expect(house.box.appointments).toHaveLength(1);
});

test('an appointment is a day, then an hour; another week shows other days', async () => {
    const { user } = await atReception();
    await choose(user, 'cambio', /Cambio di abitazione/);
    await user.click(ending('Appuntamento'));
    const days = await screen.findByRole('group', { name: 'Giorno' });
    const [, second] = within(days).getAllByRole('button');
    if (!second) throw new Error('no second day');
    const asked = () =>
        house.box.asked.filter((one) => one.path === '/appointments/slots').map((one) => one.query);
    expect(asked()[0]?.get('minutes')).toBe('20');
    await user.click(second);
    await user.click(screen.getByRole('button', { name: 'La settimana dopo' }));
    await waitFor(() => {
        expect(asked()).toHaveLength(2);
    });
    const [slot] = within(await screen.findByRole('group', { name: 'Ora' })).getAllByRole('radio');
    if (!slot) throw new Error('no slot');
    await user.click(slot);
    await user.type(screen.getByLabelText('Nome'), 'Maria Rossi');
    await user.click(screen.getByRole('button', { name: "Fissa l'appuntamento" }));
    expect(await screen.findByText('Appuntamento fissato')).toBeInTheDocument();
    const booked = house.box.appointments[0];
    expect(booked?.name).toBe('Maria Rossi');
    expect(Date.parse(booked?.at ?? '')).toBeGreaterThan(Date.now() + 6 * 86_400_000);
});

test('a citizen is sent to a back office only where the card allows it, with a reason', async () => {
    const { user } = await atReception();
    await choose(user, 'cambio', /Cambio di abitazione/);
    expect(screen.queryByRole('button', { name: "Inviare all'ufficio" })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Togli: Cambio/ }));
    await choose(user, 'sociale', /assistente sociale/);
    await user.click(ending("Inviare all'ufficio"));
    const send = screen.getByRole('button', { name: "Invia all'ufficio" });
    expect(send).toBeDisabled();
    await user.type(screen.getByLabelText("Perché va all'ufficio"), 'Colloquio');
    await user.click(send);
    await screen.findByText("Inviato all'ufficio");
    expect(house.box.contacts[0]).toMatchObject({ outcome: 'back-office', reason: 'Colloquio' });
});

test('a lane that is full says so, and an appointment is one step away', async () => {
    house.box.line.fullLanes.add('standard');
    const { user } = await atReception();
    await choose(user, 'cambio', /Cambio di abitazione/);
    await user.click(ending('Biglietto'));
    await user.click(screen.getByRole('button', { name: 'Dai il biglietto' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Possiamo darle un appuntamento');
    await user.click(screen.getByRole('button', { name: 'Offri un appuntamento' }));
    expect(await screen.findByRole('group', { name: 'Ora' })).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(house.box.contacts).toHaveLength(0);
});

test('a contact whose reply was lost is counted once', async () => {
    const { user } = await atReception();
    await choose(user, 'cambio', /Cambio di abitazione/);
    await user.click(ending('Biglietto'));
    house.loseReplies = 1;
    await user.click(screen.getByRole('button', { name: 'Dai il biglietto' }));
    expect(await screen.findByText('B001')).toBeInTheDocument();
    const keys = house.keysAt('/contacts');
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
    expect(house.box.tickets).toHaveLength(1);
});

test('without a printer the reception writes by hand', async () => {
    house.box.printer = 'paper-out';
    const { user } = await atReception();
    await choose(user, 'cambio', /Cambio di abitazione/);
    await user.click(ending('Biglietto'));
    await user.click(screen.getByRole('button', { name: 'Dai il biglietto' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('La stampante non è pronta');
});

test('visits and calls of one citizen are seen together, for a reason', async () => {
    const rest = { state: 'closed', phone: '3331234567' } as const;
    newContact(house.box.contacts, 'phone', {
        ...rest,
        outcome: 'task',
        procedures: ['tari-attivazione'],
    });
    newContact(house.box.contacts, 'reception', { ...rest, outcome: 'papers-missing' });
    newContact(house.box.contacts, 'phone', { ...rest, phone: '0373894111', outcome: 'answered' });
    const { user } = await atReception();
    await user.click(screen.getByText('Contatti precedenti di questo cittadino'));
    await user.type(screen.getByLabelText('Telefono'), '333 123 4567');
    const look = screen.getByRole('button', { name: 'Mostra i contatti' });
    expect(look).toBeDisabled();
    await user.type(screen.getByLabelText('Perché li guarda'), 'Torna per la stessa pratica');
    await user.click(look);
    const list = await screen.findByRole('list', { name: 'Contatti precedenti' });
    const [latest, first] = within(list).getAllByRole('listitem');
    expect(latest).toHaveTextContent(/Accoglienza.*Mancavano documenti/);
    expect(first).toHaveTextContent(/Telefono.*Chiesto all'ufficio.*TARI/);
    expect(sentTo(house, '/contact-searches')).toMatchObject({
        reason: 'Torna per la stessa pratica',
    });
});
