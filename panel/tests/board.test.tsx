// panel/tests/board.test.tsx -- what the waiting room is told besides the calls.
import { act, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
    window.history.replaceState(null, '', '/board#token=board-token');
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
    window.history.replaceState(null, '', '/');
});

async function atBoard() {
    const opened = open('/board');
    await screen.findByRole('heading', { name: 'In attesa' });
    return opened;
}

test('each lane tells how many wait and about how long; who is called back waits at home', async () => {
    house.box.line.issue({ procedure: 'tari-attivazione' });
    house.box.line.fullLanes.add('complex');
    await atBoard();
    const lanes = screen.getByRole('region', { name: 'In attesa' });
    const lane = (name: string) => within(lanes).getByText(name).closest('li');
    expect(await within(lanes).findByText('circa 8 minuti')).toBeInTheDocument();
    expect(lane('Servizi ordinari')).toHaveTextContent('1');
    expect(lane('Servizi complessi')).toHaveTextContent('numeri finiti per oggi');
    expect(within(lanes).queryByText('Da richiamare')).not.toBeInTheDocument();
});

test('closing soon, closed, and a pause of all counters are said', async () => {
    const { hours, line } = house.box;
    hours.closes_at = Date.now() + 20 * 60_000;
    await atBoard();
    expect(await screen.findByText(/Si chiude alle/)).toBeInTheDocument();
    hours.closes_at = Date.now() + 3 * 3_600_000;
    Object.assign(line.seat(1), { operator: 'anna', pause: { reason: 'x', since: '' } });
    act(() => {
        house.box.tell('counter.paused');
    });
    expect(await screen.findByText(/sono in pausa/)).toBeInTheDocument();
    hours.closes_at = null;
    act(() => {
        house.box.tell('counter.closed');
    });
    expect(await screen.findByText(/Ora siamo chiusi. Riapriamo/)).toBeInTheDocument();
});

test('nothing personal and nothing of why is on the board', async () => {
    house.box.line.issue({ procedure: 'tari-attivazione', note: 'nota riservata' });
    Object.assign(house.box.line.seat(1), { operator: 'anna' });
    house.box.line.next(1);
    await atBoard();
    expect(await screen.findByText('B001')).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent(/TARI|nota riservata|anna/);
});
