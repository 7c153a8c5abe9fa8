// panel/tests/public.test.tsx -- what citizens meet: kiosk, board, the page behind the QR.
import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newCalls } from '../src/board/calls';
import { onPaper } from '../src/kiosk/TicketScreen';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
    window.history.replaceState(null, '', '/');
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
});

const counter = { query: new URLSearchParams(), headers: new Headers() };

// What an operator elsewhere does.
function operatorPosts(path: string): void {
    house.box.sessions.set('other', { id: 'anna', name: 'Anna', role: 'operator' });
    const headers = new Headers({ Cookie: 'sportello_session=other' });
    house.box.handle({ ...counter, headers, method: 'POST', path, body: undefined });
}

async function atKiosk() {
    window.history.replaceState(null, '', '/kiosk#token=kiosk-token');
    const opened = open('/kiosk');
    await screen.findByRole('button', { name: 'Anagrafe' });
    return opened;
}

test('the token is taken from the address once, and kept for the next start', async () => {
    const { unmount } = await atKiosk();
    expect(window.location.hash).toBe('');
    unmount();
    house.box.sessions.clear();
    open('/kiosk');
    expect(await screen.findByRole('button', { name: 'Anagrafe' })).toBeInTheDocument();
});

test('a screen without a token, or with a wrong one, says what to do', async () => {
    const { unmount } = open('/board');
    expect(await screen.findByText(/apra una volta l'indirizzo \/board#token/)).toBeInTheDocument();
    unmount();
    window.history.replaceState(null, '', '/kiosk#token=wrong');
    open('/kiosk');
    expect(await screen.findByText(/non è più valido/)).toBeInTheDocument();
});

test('an operator who looks at the kiosk is not signed out by it', async () => {
    house.signedInAs('anna');
    await atKiosk();
    expect(house.box.asked.filter((one) => one.path === '/sessions')).toHaveLength(0);
});

test('a citizen takes a ticket by area, with priority, in English', async () => {
    const { user } = await atKiosk();
    await user.click(screen.getByRole('button', { name: 'English' }));
    await user.click(screen.getByRole('button', { name: 'Population register' }));
    await user.click(screen.getByRole('button', { name: /Change of address/ }));
    expect(await screen.findByText('Tax code')).toBeInTheDocument();
    await user.click(screen.getByRole('checkbox', { name: /entitled to priority/ }));
    await user.click(screen.getByRole('button', { name: 'Take a ticket' }));
    expect(await screen.findByText('B001')).toBeInTheDocument();
    expect(screen.getByText('You are next')).toBeInTheDocument();
    expect(screen.getByText('Please take the printed ticket below')).toBeInTheDocument();
    expect(house.box.tickets[0]).toMatchObject({ language: 'en', priority: true });
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('Buongiorno, di che cosa ha bisogno?')).toBeInTheDocument();
});

test('a citizen who does not find the service takes a number of a lane', async () => {
    const { user } = await atKiosk();
    await user.click(screen.getByRole('button', { name: /Informazioni/ }));
    await user.click(screen.getByRole('button', { name: 'Prendi il biglietto' }));
    expect(await screen.findByText('I001')).toBeInTheDocument();
});

test('words are typed on the drawn keyboard', async () => {
    const { user } = await atKiosk();
    await user.click(screen.getByRole('button', { name: 'Cerchi con le sue parole' }));
    for (const letter of 'TARX') await user.click(screen.getByRole('button', { name: letter }));
    await user.click(screen.getByRole('button', { name: "Cancella l'ultima lettera" }));
    expect(await screen.findByRole('button', { name: /TARI/ })).toBeInTheDocument();
});

test('without paper the code is on the screen, also when the paper fails later', async () => {
    const { user } = await atKiosk();
    await user.click(screen.getByRole('button', { name: /Informazioni/ }));
    await user.click(screen.getByRole('button', { name: 'Prendi il biglietto' }));
    await screen.findByText('Ritiri il biglietto stampato qui sotto');
    const [ticket] = house.box.tickets;
    if (ticket) ticket.print = { job: 1, state: 'refused', printer: 'paper-out' };
    act(() => {
        house.box.tell('print.changed');
    });
    expect(
        await screen.findByRole('img', { name: 'Codice QR della pagina del suo biglietto' }),
    ).toBeInTheDocument();
});

test('which ticket comes on paper', () => {
    const on = (state: string, printer: string | null) =>
        onPaper({ print: { job: 1, state, printer } } as never);
    expect(on('queued', 'ready')).toBe(true);
    expect(on('sent', 'paper-low')).toBe(true);
    expect(on('confirmed', 'offline')).toBe(true);
    expect(on('queued', 'paper-out')).toBe(false);
    expect(on('queued', 'unknown')).toBe(false);
    expect(on('none', null)).toBe(false);
    expect(on('uncertain', 'ready')).toBe(false);
});

test('the kiosk goes home by itself, counting down in sight', async () => {
    const { user } = await atKiosk();
    await user.click(screen.getByRole('button', { name: /Informazioni/ }));
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await user.click(screen.getByRole('button', { name: 'Prendi il biglietto' }));
    await screen.findByText('I001');
    expect(screen.getByText(/tra 20 secondi|tra 19 secondi/)).toBeInTheDocument();
    for (let second = 0; second <= 20; second += 1)
        await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(screen.getByText('Buongiorno, di che cosa ha bisogno?')).toBeInTheDocument();
});

test('a lost reply gives the citizen one ticket, not two', async () => {
    const { user } = await atKiosk();
    await user.click(screen.getByRole('button', { name: /Informazioni/ }));
    house.loseReplies = 1;
    await user.click(screen.getByRole('button', { name: 'Prendi il biglietto' }));
    expect(await screen.findByText('I001', {}, { timeout: 3000 })).toBeInTheDocument();
    expect(house.box.tickets).toHaveLength(1);
});

test('the board shows a call as it happens, and says when it is cut off', async () => {
    await atKiosk().then(async ({ user, unmount }) => {
        await user.click(screen.getByRole('button', { name: /Informazioni/ }));
        await user.click(screen.getByRole('button', { name: 'Prendi il biglietto' }));
        await screen.findByText('I001');
        unmount();
    });
    open('/board');
    expect(await screen.findByText('Benvenuti')).toBeInTheDocument();
    act(() => {
        operatorPosts('/counters/5/open');
        operatorPosts('/counters/5/next');
    });
    const number = await screen.findByText('I001');
    expect(number.parentElement).toHaveTextContent('Sportello 5');
    await waitFor(() => {
        expect(number.parentElement).toHaveClass('board-fresh');
    });
    act(() => {
        house.cut(true);
    });
    expect(await screen.findByText(/Ascoltate gli operatori/)).toBeInTheDocument();
    expect(screen.getByText('I001')).toBeInTheDocument();
});

test('a recall is news again, a call that was seen is not', () => {
    const call = { number: 'A001', counter: 1, called_at: '10:00', state: 'called' as const };
    expect(newCalls([call], [call])).toEqual([]);
    const again = { ...call, called_at: '10:02' };
    expect(newCalls([call], [again])).toEqual([again]);
    expect(newCalls([], [{ ...call, state: 'serving' }])).toEqual([]);
});

test('the page behind the QR follows its ticket, in its language', async () => {
    house.box.sessions.set('k', { id: 'k', name: 'k', role: 'kiosk' });
    const headers = new Headers({ Cookie: 'sportello_session=k' });
    const body = { lane: 'quick', language: 'en' };
    house.box.handle({ ...counter, headers, method: 'POST', path: '/tickets', body });
    vi.useFakeTimers({ shouldAdvanceTime: true });
    open(`/t/${house.box.tickets[0]?.code ?? ''}`);
    expect(await screen.findByText('A001')).toBeInTheDocument();
    expect(screen.getByText('You are next')).toBeInTheDocument();
    operatorPosts('/counters/2/open');
    operatorPosts('/counters/2/next');
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    await waitFor(() => {
        expect(within(screen.getByRole('main')).getByText(/It is your turn/)).toHaveTextContent(
            'Sportello 2',
        );
    });
});

test('an unknown ticket and an unknown page are said kindly', async () => {
    const { unmount } = open('/t/nothing');
    expect(await screen.findByText('Biglietto non trovato')).toBeInTheDocument();
    unmount();
    open('/nowhere');
    expect(await screen.findByText('Questa pagina non esiste')).toBeInTheDocument();
});

test('a demo town says so on every page', async () => {
    open('/t/nothing');
    expect(await screen.findByText('FAC-SIMILE')).toBeInTheDocument();
});
