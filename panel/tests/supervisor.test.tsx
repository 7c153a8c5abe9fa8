// panel/tests/supervisor.test.tsx -- the day as its supervisor sees it.
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

const line = () => house.box.line;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

function twoCalls(): void {
    Object.assign(line().seat(2), { operator: 'anna' });
    line().issue({ procedure: 'cambio-abitazione' });
    const second = line().issue({ procedure: 'tari-attivazione' });
    line().call(2, second, 'si sente male');
    line().step('finish', 2, second, { state: 'finished' });
    line().next(2);
}

test('only who answers for the day sees it', async () => {
    house.signedInAs('anna');
    open('/supervisor');
    expect(await screen.findByText('A quale sportello lavora?')).toBeInTheDocument();
});

test('the queue is live: waits against the promise, lanes that stopped, who serves whom', async () => {
    const waiting = line().issue({ procedure: 'cambio-abitazione' });
    waiting.issued_at = minutesAgo(35);
    line().fullLanes.add('complex');
    Object.assign(line().seat(4), {
        operator: 'anna',
        pause: { reason: 'Pausa', since: minutesAgo(3) },
    });
    house.signedInAs('sara');
    open('/supervisor');
    const standard = await screen.findByRole('row', { name: /Servizi ordinari/ });
    expect(standard).toHaveTextContent('35 min: oltre i 20 promessi');
    expect(screen.getByRole('row', { name: /Servizi complessi/ })).toHaveTextContent(
        'Niente più numeri',
    );
    expect(screen.getByText(/Aperto fino alle/)).toBeInTheDocument();
    const counters = screen.getByRole('region', { name: 'Gli sportelli' });
    expect(within(counters).getByText('Sportello 4').closest('li')).toHaveTextContent('In pausa');
    line().issue({ procedure: 'cambio-abitazione' });
    await waitFor(() => {
        expect(within(standard).getByText('2')).toBeInTheDocument();
    });
});

test('every call tells its rule and why; calls out of turn stand out and can be listed alone', async () => {
    twoCalls();
    house.signedInAs('sara');
    const { user } = open('/supervisor/calls');
    const direct = await screen.findByRole('row', { name: /B002/ });
    expect(direct).toHaveTextContent('Fuori turno');
    expect(direct).toHaveTextContent('si sente male');
    expect(screen.getByRole('row', { name: /B001/ })).toHaveTextContent('Più di tutti');
    await user.selectOptions(screen.getByLabelText('Regola'), 'Fuori turno');
    await waitFor(() => {
        expect(screen.queryByRole('row', { name: /B001/ })).not.toBeInTheDocument();
    });
    expect(await screen.findByRole('row', { name: /B002/ })).toBeInTheDocument();
});

test('a long list of calls is read page by page', async () => {
    Object.assign(line().seat(2), { operator: 'anna' });
    for (let number = 1; number <= 60; number += 1)
        line().call(2, line().issue({ procedure: 'tari-attivazione' }));
    house.signedInAs('sara');
    const { user } = open('/supervisor/calls');
    await screen.findByRole('row', { name: /B060/ });
    expect(screen.queryByRole('row', { name: /B001/ })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Mostra le precedenti' }));
    expect(await screen.findByRole('row', { name: /B001/ })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Mostra le precedenti' })).not.toBeInTheDocument();
});

test('the report is of today, or of any day before', async () => {
    twoCalls();
    house.signedInAs('sara');
    const { user } = open('/supervisor/day');
    const standard = await screen.findByRole('row', { name: /Servizi ordinari/ });
    expect(within(standard).getByText('100%')).toBeInTheDocument();
    expect(screen.getByText('Chiamate fuori turno').parentElement).toHaveTextContent('1');
    expect(screen.getByRole('button', { name: 'Il giorno dopo' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Il giorno prima' }));
    await waitFor(() => {
        expect(screen.queryByText('100%')).not.toBeInTheDocument();
    });
    expect(screen.getByText('Biglietti', { selector: 'dt' }).parentElement).toHaveTextContent('0');
});

test('at closing who waits is given an appointment, one by one or all together', async () => {
    for (let number = 0; number < 3; number += 1) line().issue({ procedure: 'tari-attivazione' });
    house.signedInAs('sara');
    const { user } = open('/supervisor/closing');
    await user.click(await screen.findByRole('button', { name: 'Dai un appuntamento a B002' }));
    const when = screen.getByLabelText('Quando');
    await waitFor(() => {
        expect(within(when).getAllByRole('option').length).toBeGreaterThan(1);
    });
    const third = within(when).getAllByRole('option')[3] as HTMLOptionElement;
    await user.selectOptions(when, third);
    await user.click(screen.getByRole('button', { name: 'Dai un appuntamento' }));
    expect(await screen.findByText('codice AP0001')).toBeInTheDocument();
    expect(house.box.appointments[0]).toMatchObject({ from_ticket: 'B002', at: third.value });

    await user.click(await screen.findByRole('button', { name: 'Appuntamento a tutti' }));
    expect(screen.getByText(/a 2 persone che aspettano/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Appuntamento a tutti' }));
    expect(await screen.findByText('codice AP0003')).toBeInTheDocument();
    expect(await screen.findByText('Nessuno è in attesa.')).toBeInTheDocument();
    expect(house.box.tickets.map((one) => one.state)).toEqual(['rebooked', 'rebooked', 'rebooked']);
});
