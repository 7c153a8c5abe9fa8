// panel/tests/phone.test.tsx -- the telephone is a channel like the counter.
import { act, screen, waitFor, within } from '@testing-library/react';
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

function rings(phone: string | null): void {
    newContact(house.box.contacts, 'phone', { state: 'ringing', phone });
    act(() => {
        house.box.tell('call.ringing');
    });
}

async function atPhone() {
    house.signedInAs('anna');
    const opened = open('/phone');
    await screen.findByText('Nessuna chiamata in attesa');
    return opened;
}

async function inCall(phone = '3331234567') {
    const opened = await atPhone();
    rings(phone);
    await opened.user.click(await screen.findByRole('button', { name: `Rispondi a ${phone}` }));
    await screen.findByRole('complementary', { name: 'La chiamata' });
    return opened;
}

test('a call that rings is seen at once, and answered by one', async () => {
    const { user } = await atPhone();
    rings('0373894111');
    await user.click(await screen.findByRole('button', { name: 'Rispondi a 0373894111' }));
    expect(await screen.findByRole('complementary', { name: 'La chiamata' })).toHaveTextContent(
        '0373894111',
    );
    expect(house.box.contacts[0]).toMatchObject({ state: 'open', operator: 'anna' });
});

test('who answers second is told that another has answered', async () => {
    const { user } = await atPhone();
    rings(null);
    const button = await screen.findByRole('button', { name: 'Rispondi a Numero nascosto' });
    Object.assign(house.box.contacts[0] ?? {}, { state: 'open', operator: 'sara' });
    await user.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent('Ha già risposto sara.');
    expect(await screen.findByText('con sara')).toBeInTheDocument();
    expect(screen.queryByRole('complementary', { name: 'La chiamata' })).not.toBeInTheDocument();
});

test('a call taken by hand is opened, and is still in hand after a new start', async () => {
    const { user, unmount } = await atPhone();
    await user.type(screen.getByLabelText('Ho risposto io'), '333 1234567');
    await user.click(screen.getByRole('button', { name: 'Apri la chiamata' }));
    await screen.findByRole('complementary', { name: 'La chiamata' });
    expect(sentTo(house, '/calls')).toEqual({ phone: '333 1234567', answered: true });
    unmount();
    open('/phone');
    expect(await screen.findByRole('complementary', { name: 'La chiamata' })).toHaveTextContent(
        '3331234567',
    );
});

test('the caller is answered from the card, and the call is counted', async () => {
    const { user } = await inCall();
    await choose(user, 'cambio', /Cambio di abitazione/);
    expect(screen.getByText(/entro venti giorni dal trasloco/)).toBeInTheDocument();
    await user.click(ending('Risposto qui'));
    await user.click(screen.getByRole('button', { name: 'Concludi' }));
    await user.click(await screen.findByRole('button', { name: 'Torna alle chiamate' }));
    expect(screen.getByText(/Nessuna chiamata in mano/)).toBeInTheDocument();
    expect(house.box.contacts[0]).toMatchObject({
        outcome: 'answered',
        procedures: ['cambio-abitazione'],
    });
});

test('a call-back is a ticket in the queue, with the number and a promised time', async () => {
    const { user } = await inCall();
    await choose(user, 'tari', /TARI/);
    await user.click(ending('Richiamare'));
    expect(screen.getByLabelText('Numero da richiamare')).toHaveValue('3331234567');
    expect(screen.getByRole('radio', { name: 'Entro 60 minuti' })).toBeChecked();
    await user.click(screen.getByRole('radio', { name: "A un'ora promessa" }));
    const queue = screen.getByRole('button', { name: 'Metti in fila la richiamata' });
    expect(queue).toBeDisabled();
    await user.type(screen.getByLabelText('Ora promessa'), '11:30');
    await user.click(queue);
    expect(await screen.findByText('T001')).toBeInTheDocument();
    const ticket = house.box.tickets[0];
    const shown = new Intl.DateTimeFormat('it', {
        hour: '2-digit',
        minute: '2-digit',
        timeZone: 'Europe/Rome',
    }).format(new Date(ticket?.due_at ?? ''));
    expect(shown).toBe('11:30');
    expect(ticket).toMatchObject({ lane: 'call-back', channel: 'phone', contact: 1 });
});

test('a number that is none is told at its field, and the call stays open', async () => {
    const { user } = await inCall();
    await user.click(ending('Richiamare'));
    await user.clear(screen.getByLabelText('Numero da richiamare'));
    await user.type(screen.getByLabelText('Numero da richiamare'), 'mio figlio');
    await user.click(screen.getByRole('button', { name: 'Metti in fila la richiamata' }));
    await waitFor(() => {
        expect(screen.getByLabelText('Numero da richiamare')).toHaveAccessibleDescription(
            'Non è un numero.',
        );
    });
    expect(house.box.contacts[0]?.state).toBe('open');
});

test('a back office is asked and answers the counter: nobody is passed on', async () => {
    const { user } = await inCall();
    await choose(user, 'tari', /TARI/);
    await user.click(ending("Chiedere all'ufficio"));
    expect(screen.getByRole('combobox', { name: 'A quale ufficio' })).toHaveValue('taxes');
    await user.type(screen.getByLabelText('La domanda'), 'La rata di giugno è pagata?');
    await user.click(screen.getByRole('button', { name: "Chiedi all'ufficio" }));
    await screen.findByText("L'ufficio risponderà allo sportello");
    expect(house.box.tasks.at(-1)).toMatchObject({
        kind: 'question',
        area: 'taxes',
        procedure: 'tari-attivazione',
        question: 'La rata di giugno è pagata?',
        contact: 1,
    });
});

test('a case is opened on the telephone only where the procedure allows it', async () => {
    const { user } = await inCall();
    await choose(user, 'tari', /TARI/);
    expect(screen.queryByRole('button', { name: 'Pratica' })).not.toBeInTheDocument();
    await choose(user, 'cambio', /Cambio di abitazione/);
    await user.click(ending('Pratica'));
    await user.click(screen.getByRole('button', { name: /Apri: Cambio di abitazione/ }));
    await user.click(await screen.findByRole('button', { name: "Compila con l'esempio" }));
    await user.click(screen.getByRole('button', { name: 'Registra la pratica' }));
    const side = await screen.findByRole('complementary', { name: 'La chiamata' });
    expect(await within(side).findByText('0000042/2026')).toBeInTheDocument();
    await user.click(within(side).getByRole('button', { name: 'Chiudi la chiamata' }));
    await screen.findByText('Pratica aperta durante la chiamata');
    expect(house.box.contacts[0]).toMatchObject({ outcome: 'case', case: 1 });
});

test('a line that dropped is said so', async () => {
    const { user } = await inCall();
    await user.click(ending('Linea caduta'));
    await user.click(screen.getByRole('button', { name: 'Chiudi la chiamata' }));
    await screen.findByText('Chiamata chiusa');
    expect(house.box.contacts[0]?.outcome).toBe('abandoned');
});

test('a lost connection keeps what was typed', async () => {
    const { user } = await inCall();
    await user.click(ending("Chiedere all'ufficio"));
    await user.type(screen.getByLabelText('La domanda'), 'Mezza domanda');
    act(() => {
        house.cut(true);
    });
    expect(await screen.findByText(/Le telefonate in corso non si perdono/)).toBeInTheDocument();
    expect(screen.getByLabelText('La domanda')).toHaveValue('Mezza domanda');
});
