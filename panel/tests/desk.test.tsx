// panel/tests/desk.test.tsx -- all that an operator can do with a citizen and with the counter.
import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completedTask } from '../dev/deliveries';
import type { Wanted } from '../dev/line';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
});

const family: Wanted = {
    procedures: [{ procedure: 'cambio-abitazione', people: 2 }, { procedure: 'cie-maggiorenni' }],
};

async function atCounter3(...waiting: Wanted[]) {
    for (const wanted of waiting) house.box.line.issue(wanted);
    house.signedInAs('anna');
    localStorage.setItem('sportello.counter', '3');
    const opened = open('/operator');
    await opened.user.click(await screen.findByRole('button', { name: 'Apri lo sportello' }));
    await screen.findByRole('button', { name: /Chiama il prossimo/ });
    return opened;
}

async function serving(...waiting: Wanted[]) {
    const opened = await atCounter3(...waiting);
    await opened.user.click(screen.getByRole('button', { name: /Chiama il prossimo/ }));
    await opened.user.click(await screen.findByRole('button', { name: /Inizia/ }));
    await screen.findByRole('button', { name: /Termina/ });
    return opened;
}

const free = () => screen.findByText('Nessun cittadino allo sportello');
const first = () => house.box.tickets[0];

test('the visit is seen as a whole: what for, for how many, what is done', async () => {
    const { user } = await serving(family);
    const visit = screen.getByRole('region', { name: /Per che cosa è qui/ });
    expect(within(visit).getByText('2 persone')).toBeInTheDocument();
    await user.click(
        within(visit).getByRole('button', { name: "Carta d'identità elettronica per maggiorenni" }),
    );
    expect(await screen.findByText('22,21 € diritti', { exact: false })).toBeInTheDocument();
    await user.click(within(visit).getByRole('checkbox', { name: /Fatto: Carta/ }));
    await waitFor(() => {
        expect(first()?.procedures[1]?.done).toBe(true);
    });
    await waitFor(() => {
        expect(within(visit).getAllByRole('button', { name: /in più/ })[0]).toBeEnabled();
    });
    await user.click(within(visit).getAllByRole('button', { name: /in più/ })[0] as HTMLElement);
    expect(await within(visit).findByText('3 persone')).toBeInTheDocument();
});

test('another need that comes up is added to the visit', async () => {
    const { user } = await serving({ lane: 'information' });
    await user.keyboard('{Alt>}p{/Alt}TARI');
    await user.click(await screen.findByRole('option', { name: /TARI/ }));
    await user.click(await screen.findByRole('button', { name: 'Aggiungi alla visita' }));
    const visit = await screen.findByRole('region', { name: /Per che cosa è qui/ });
    expect(within(visit).getByRole('button', { name: /TARI/ })).toBeInTheDocument();
});

test('the last case that an item asks for marks it done; cases are there after a reload', async () => {
    const { user, unmount } = await serving({ procedure: 'cambio-abitazione' });
    await waitFor(() => {
        expect(screen.getByRole('button', { name: 'Apri la pratica' })).toBeEnabled();
    });
    await user.click(screen.getByRole('button', { name: 'Apri la pratica' }));
    await user.click(screen.getByRole('button', { name: "Compila con l'esempio" }));
    await user.click(screen.getByRole('button', { name: 'Registra la pratica' }));
    await screen.findByText('Pratica accettata');
    await waitFor(() => {
        expect(first()?.procedures[0]?.done).toBe(true);
    });
    unmount();
    open('/operator');
    const cases = await screen.findByRole('list', { name: 'Pratiche di questo biglietto' });
    expect(within(cases).getByText('0000042/2026')).toBeInTheDocument();
});

test('a citizen who leaves for a moment is put on hold with a note, and resumed here', async () => {
    const { user } = await serving(family);
    await user.click(screen.getByRole('button', { name: 'Metti in sospeso…' }));
    await user.type(screen.getByLabelText(/Nota per chi riprende/), 'fa le fotografie');
    await user.click(screen.getByRole('button', { name: 'Metti in sospeso' }));
    await free();
    expect(screen.getByText('fa le fotografie')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Riprendi B001' }));
    await screen.findByRole('button', { name: /Termina/ });
    expect(first()?.state).toBe('serving');
});

test('who did not come is told a time to come back, and is active again when here', async () => {
    const { user } = await atCounter3(family);
    await user.click(screen.getByRole('button', { name: /Chiama il prossimo/ }));
    await user.click(await screen.findByRole('button', { name: 'Torna più tardi…' }));
    await user.click(screen.getByRole('radio', { name: /Tra 20 minuti/ }));
    await user.click(screen.getByRole('button', { name: /^Torna alle/ }));
    await free();
    const back_ms = Date.parse(first()?.not_before ?? '') - Date.now();
    expect(back_ms).toBeGreaterThan(19 * 60_000);
    expect(back_ms).toBeLessThanOrEqual(20 * 60_000);
    await user.click(screen.getByText('Chiamati e non venuti'));
    await user.click(await screen.findByRole('button', { name: 'B001 è qui' }));
    await waitFor(() => {
        expect(first()?.state).toBe('waiting');
    });
});

test('service ends with an outcome other than served', async () => {
    const { user } = await serving(family);
    await user.click(screen.getByRole('button', { name: 'Altro esito…' }));
    await user.click(screen.getByRole('radio', { name: 'Non si poteva fare' }));
    await user.click(screen.getByRole('button', { name: 'Termina' }));
    await free();
    expect(first()).toMatchObject({ state: 'finished', outcome: 'not-possible' });
});

test('a citizen is passed on to a counter that is open, and only to such', async () => {
    Object.assign(house.box.line.seat(5), { operator: 'marta' });
    const { user } = await serving(family);
    await user.click(screen.getByRole('button', { name: 'Passa ad altri…' }));
    const to = screen.getByLabelText('A uno sportello', { selector: 'select' });
    await within(to).findByRole('option', { name: 'Sportello 5' });
    expect(within(to).queryByRole('option', { name: 'Sportello 4' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Passa' })).toBeDisabled();
    await user.selectOptions(to, 'Sportello 5');
    await user.click(screen.getByRole('button', { name: 'Passa' }));
    await free();
    expect(first()).toMatchObject({ state: 'waiting', wanted_counter: 5, number: 'B001' });
});

test('a question is left with Escape, back to the button it came from', async () => {
    const { user } = await serving(family);
    const button = screen.getByRole('button', { name: 'Passa ad altri…' });
    await user.click(button);
    await user.keyboard('{Escape}');
    expect(screen.getByRole('button', { name: 'Passa ad altri…' })).toHaveFocus();
    expect(first()?.state).toBe('serving');
});

test('the last step is undone while its time runs', async () => {
    const { user } = await serving(family);
    await user.click(screen.getByRole('button', { name: /Termina/ }));
    await free();
    await user.click(await screen.findByRole('button', { name: /Annulla: fine di B001/ }));
    await screen.findByRole('button', { name: /Termina/ });
    expect(first()?.state).toBe('serving');
});

test('a number is called out of turn only with a reason', async () => {
    const { user } = await atCounter3(family, { procedure: 'tari-attivazione' });
    await user.click(await screen.findByRole('button', { name: 'B002' }));
    const call = screen.getByRole('button', { name: 'Chiama B002' });
    expect(call).toBeDisabled();
    await user.type(screen.getByLabelText('Motivo'), 'si sente male');
    await user.click(call);
    await screen.findByRole('button', { name: /Inizia/ });
    expect(house.box.line.calls[0]).toMatchObject({
        number: 'B002',
        rule: 'direct',
        why: 'si sente male',
    });
});

test('a pause has a reason, calls nobody, and ends with one touch', async () => {
    const { user } = await atCounter3(family);
    await user.click(screen.getByRole('button', { name: 'Pausa' }));
    await user.click(screen.getByRole('button', { name: 'Aiuto un collega' }));
    await user.click(screen.getByRole('button', { name: 'Vai in pausa' }));
    expect(await screen.findByText(/Aiuto un collega/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Chiama il prossimo/ })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Riprendi a chiamare' }));
    await screen.findByRole('button', { name: /Chiama il prossimo/ });
    expect(house.box.line.seat(3).pause).toBeNull();
});

test('with automatic calling the next citizen is called when the one before has finished', async () => {
    const { user } = await serving(family, { procedure: 'tari-attivazione' });
    await user.click(screen.getByRole('switch', { name: 'Chiama da solo il prossimo' }));
    await waitFor(() => {
        expect(screen.getByRole('switch')).toBeChecked();
    });
    await waitFor(() => {
        expect(screen.getByRole('button', { name: /Termina/ })).toBeEnabled();
    });
    await user.click(screen.getByRole('button', { name: /Termina/ }));
    expect(await screen.findByText('B002', { selector: '.current-number' })).toBeInTheDocument();
});

test('the last counter closes while people wait only when that is confirmed', async () => {
    const { user } = await atCounter3(family);
    await user.click(screen.getByRole('button', { name: 'Chiudi lo sportello' }));
    await user.click(await screen.findByRole('button', { name: 'Resta aperto' }));
    expect(house.box.line.seat(3).operator).toBe('anna');
    await user.click(screen.getByRole('button', { name: 'Chiudi lo sportello' }));
    expect(await screen.findByText(/aspettano ancora 1 persone/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Chiudi lo stesso' }));
    await screen.findByRole('button', { name: 'Apri lo sportello' });
});

test('what a back office has finished is handed over here', async () => {
    const { user } = await atCounter3();
    await user.click(await screen.findByText('1 risposta da consegnare'));
    expect(screen.getByText(/La nuova residenza è registrata/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Consegnata' }));
    await waitFor(() => {
        expect(screen.queryByText(/da consegnare/)).not.toBeInTheDocument();
    });
    expect(house.box.tasks[0]?.state).toBe('delivered');
});

test('so is the answer to a question of the counter', async () => {
    const question = { case: null, procedure: null, protocol: null, kind: 'question' } as const;
    const answer = 'La firma di uno solo basta.';
    house.box.tasks.push(completedTask(2, { ...question, state: 'answered', answer }));
    const { user } = await atCounter3();
    await user.click(await screen.findByText('2 risposte da consegnare'));
    expect(screen.getByText('Domanda dello sportello')).toBeInTheDocument();
    expect(screen.getByText(/La firma di uno solo basta/)).toBeInTheDocument();
});

test('a lane over its promise says so', async () => {
    await atCounter3(family);
    const ticket = first();
    if (ticket) ticket.issued_at = new Date(Date.now() - 40 * 60_000).toISOString();
    act(() => {
        house.box.tell('ticket.changed');
    });
    expect(await screen.findByText(/aspetta da 40 minuti: ne promettiamo 20/)).toBeInTheDocument();
});
