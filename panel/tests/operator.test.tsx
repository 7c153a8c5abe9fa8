// panel/tests/operator.test.tsx -- a morning at the counter.
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
});

function issue(procedure = 'cambio-abitazione', priority = false): void {
    house.box.sessions.set('kiosk', { id: 'k', name: 'k', role: 'kiosk' });
    house.box.handle({
        method: 'POST',
        path: '/tickets',
        query: new URLSearchParams(),
        headers: new Headers({ Cookie: 'sportello_session=kiosk' }),
        body: { procedure, priority },
    });
}

async function atCounter3() {
    house.signedInAs('anna');
    const opened = open('/operator');
    await opened.user.click(await screen.findByRole('button', { name: /Sportello 3/ }));
    await opened.user.click(await screen.findByRole('button', { name: 'Apri lo sportello' }));
    await screen.findByRole('button', { name: /Chiama il prossimo/ });
    return opened;
}

test('a wrong password is explained, a right one leads to the counters', async () => {
    const { user } = open('/');
    await user.type(await screen.findByLabelText('Nome utente'), 'anna');
    await user.type(screen.getByLabelText('Password'), 'sbagliata');
    await user.click(screen.getByRole('button', { name: 'Entra' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Nome o password non corretti.');
    await user.clear(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), 'sportello-di-prova{Enter}');
    expect(await screen.findByText('A quale sportello lavora?')).toBeInTheDocument();
});

test('a password for first use must be changed before anything else', async () => {
    const { user } = open('/');
    await user.type(await screen.findByLabelText('Nome utente'), 'nuovo');
    await user.type(screen.getByLabelText('Password'), 'prima-password{Enter}');
    await user.type(await screen.findByLabelText('Password ricevuta'), 'non-era-questa');
    await user.type(screen.getByLabelText('Nuova password'), 'una frase che ricordo');
    await user.type(screen.getByLabelText('Ripeta la nuova password'), 'una frase');
    const change = screen.getByRole('button', { name: 'Cambia la password ed entra' });
    expect(change).toBeDisabled();
    await user.type(screen.getByLabelText('Ripeta la nuova password'), ' che ricordo');
    await user.click(change);
    expect(await screen.findByLabelText('Password ricevuta')).toHaveAccessibleDescription(
        'Non è la password attuale.',
    );
    await user.clear(screen.getByLabelText('Password ricevuta'));
    await user.type(screen.getByLabelText('Password ricevuta'), 'prima-password');
    await user.click(change);
    expect(await screen.findByText('A quale sportello lavora?')).toBeInTheDocument();
});

test('the operator page is not shown to who is not signed in', async () => {
    open('/operator');
    expect(await screen.findByLabelText('Nome utente')).toBeInTheDocument();
});

test('the counter is remembered on this computer', async () => {
    const { unmount } = await atCounter3();
    unmount();
    open('/operator');
    expect(await screen.findByRole('button', { name: /Chiama il prossimo/ })).toBeInTheDocument();
});

test('a ticket is called, started with the keyboard and finished', async () => {
    issue();
    const { user } = await atCounter3();
    expect(await screen.findByText('B001')).toBeInTheDocument();
    await user.keyboard('{Alt>}n{/Alt}');
    await user.click(await screen.findByRole('button', { name: /Richiama/ }));
    await waitFor(() => {
        expect(house.box.tickets[0]?.calls).toBe(2);
    });
    expect(screen.getByRole('button', { name: 'Apri la pratica' })).toBeDisabled();
    await waitFor(() => {
        expect(screen.getByRole('button', { name: /Inizia/ })).toBeEnabled();
    });
    await user.keyboard('{Alt>}i{/Alt}');
    await user.click(await screen.findByRole('button', { name: /Termina/ }));
    expect(await screen.findByText('Nessun cittadino allo sportello')).toBeInTheDocument();
    expect(house.box.tickets[0]?.state).toBe('finished');
});

test('when nobody waits, that is said', async () => {
    const { user } = await atCounter3();
    await user.click(screen.getByRole('button', { name: /Chiama il prossimo/ }));
    expect(await screen.findByText('Nessuno è in attesa.')).toBeInTheDocument();
});

test('a ticket is cancelled only by who is sure', async () => {
    issue();
    const { user } = await atCounter3();
    await user.click(screen.getByRole('button', { name: /Chiama il prossimo/ }));
    await user.click(await screen.findByRole('button', { name: 'Annulla' }));
    await user.click(screen.getByRole('button', { name: 'No, torna al biglietto' }));
    expect(house.box.tickets[0]?.state).toBe('called');
    await user.click(screen.getByRole('button', { name: 'Annulla' }));
    await user.click(screen.getByRole('button', { name: 'Annulla B001' }));
    await screen.findByText('Nessun cittadino allo sportello');
    expect(house.box.tickets[0]?.state).toBe('cancelled');
});

test('who waits is live, by lane', async () => {
    await atCounter3();
    const lane = () => screen.getByRole('region', { name: 'Servizi ordinari' });
    expect(within(lane()).getByText('0')).toBeInTheDocument();
    issue('cambio-abitazione', true);
    expect(await within(lane()).findByText('B001')).toBeInTheDocument();
    expect(within(lane()).getByText('Cambio di abitazione nel comune')).toBeInTheDocument();
    expect(within(lane()).getByTitle('Priorità')).toBeInTheDocument();
});

test('a call whose reply was lost calls one ticket only', async () => {
    issue();
    issue();
    const { user } = await atCounter3();
    house.loseReplies = 1;
    await user.click(screen.getByRole('button', { name: /Chiama il prossimo/ }));
    await screen.findByRole('button', { name: /Inizia/ });
    await waitFor(() => {
        expect(house.keysAt('/counters/3/next')).toHaveLength(2);
    });
    const keys = house.keysAt('/counters/3/next');
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(house.box.tickets.map((one) => one.state)).toEqual(['called', 'waiting']);
});

test('a case is refused at its fields, then registered with its number', async () => {
    issue();
    const { user } = await atCounter3();
    await user.click(screen.getByRole('button', { name: /Chiama il prossimo/ }));
    await user.click(await screen.findByRole('button', { name: /Inizia/ }));
    await waitFor(() => {
        expect(screen.getByRole('button', { name: 'Apri la pratica' })).toBeEnabled();
    });
    await user.click(screen.getByRole('button', { name: 'Apri la pratica' }));
    await user.click(screen.getByRole('button', { name: 'Registra la pratica' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('nulla è stato registrato');
    expect(screen.getByLabelText('Via o piazza')).toHaveAccessibleDescription('Manca questo dato.');
    await user.click(screen.getByRole('button', { name: "Compila con l'esempio" }));
    await user.click(screen.getByRole('button', { name: 'Registra la pratica' }));
    expect(await screen.findByText('0000042/2026', { selector: '[data-protocol]' })).toBeVisible();
    expect(screen.getByText('giovedì 26 novembre 2026', { exact: false })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Ricevuta della dichiarazione/ })).toHaveAttribute(
        'href',
        '/api/v1/cases/1/documents/1',
    );
    expect(house.box.cases[0]?.ticket).toBe(1);
});

test('a procedure is found by words, and its card tells cost, term, papers and law', async () => {
    const { user } = await atCounter3();
    await user.keyboard('{Alt>}p{/Alt}certificato');
    await user.click(await screen.findByRole('option', { name: /Certificato anagrafico/ }));
    expect(await screen.findByText(/0,52/)).toHaveTextContent('16,00');
    expect(screen.getByText('Subito')).toBeInTheDocument();
    expect(screen.getByText('Documento di identità valido')).toBeInTheDocument();
    expect(screen.getByText(/DPR 223\/1989 art. 33/)).toBeInTheDocument();
});

test('a lost connection is said, with what is kept, and mends by itself', async () => {
    await atCounter3();
    house.cut(true);
    expect(await screen.findByText(/Collegamento interrotto dalle/)).toBeInTheDocument();
    expect(screen.getByText(/Quello che ha scritto resta qui/)).toBeInTheDocument();
    house.cut(false);
    await waitFor(() => {
        expect(screen.queryByText(/Collegamento interrotto dalle/)).not.toBeInTheDocument();
    });
});

test('a printer in trouble is told in words, with what to do', async () => {
    await atCounter3();
    house.box.printer = 'paper-out';
    house.box.tell('device.changed');
    expect(await screen.findByText('Stampante del totem: carta finita')).toBeInTheDocument();
    expect(screen.getByText('Cambiare il rotolo di carta.')).toBeInTheDocument();
    expect(screen.getByText('1 stampa in attesa: uscirà da sola.')).toBeInTheDocument();
});

test('a session that ended elsewhere leads back to the front door', async () => {
    await atCounter3();
    house.box.sessions.clear();
    house.box.tell('ticket.issued');
    expect(await screen.findByLabelText('Nome utente')).toBeInTheDocument();
});
