// panel/tests/backoffice.test.tsx -- what the back offices owe, and how a task goes back to the counter.
import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { caseTask, questionTask } from '../dev/office';
import type { Task } from '../src/api/types';
import { mayDo } from '../src/backoffice/tasks';
import { dayFromNow, sentTo } from './office-support';
import { House, open, violations } from './support';

let house: House;
beforeEach(() => {
    house = new House();
    house.box.tasks.length = 0;
});
afterEach(() => {
    expect(violations.splice(0), 'the fake box broke the contract').toEqual([]);
});

const tasks = () => house.box.tasks;
const list = () => screen.getByRole('region', { name: 'Compiti degli uffici' });
const titles = () =>
    within(list())
        .getAllByRole('listitem')
        .map((one) => one.querySelector('strong')?.textContent);

async function atOffice(address = '/back-office', user: 'mario' | 'anna' | 'sara' = 'mario') {
    house.signedInAs(user);
    const opened = open(address);
    await screen.findByRole('region', { name: 'Compiti degli uffici' });
    return opened;
}

test('a back office starts the day at its tasks', async () => {
    house.signedInAs('mario');
    open('/');
    expect(await screen.findByText('Nessun compito')).toBeInTheDocument();
});

test('the nearest term is first, what is overdue is marked, what has no term is last', async () => {
    questionTask(tasks(), 'taxes', 'La rata è pagata?');
    caseTask(tasks(), { due_on: dayFromNow(9) });
    caseTask(tasks(), {
        procedure: 'dichiarazione-nascita',
        due_on: dayFromNow(-3),
        overdue: true,
    });
    await atOffice();
    await screen.findByText(/^3 compiti/);
    await waitFor(() => {
        expect(titles()).toEqual([
            'Dichiarazione di nascita',
            'Cambio di abitazione nel comune',
            'Domanda dello sportello',
        ]);
    });
    const [late, , question] = within(list()).getAllByRole('listitem');
    expect(late).toHaveTextContent(/Oltre il termine.*da 3 giorni/);
    expect(question).toHaveTextContent('Senza termine');
});

test('tasks are listed by area, mine, overdue; the choice stays in the address', async () => {
    caseTask(tasks(), { assignee: 'mario' });
    questionTask(tasks(), 'taxes', 'La rata è pagata?');
    const { user } = await atOffice();
    await screen.findByText(/^2 compiti/);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Area' }), 'Tributi');
    expect(await screen.findByText('1 compito')).toBeInTheDocument();
    expect(titles()).toEqual(['Domanda dello sportello']);
    await user.click(screen.getByRole('radio', { name: 'I miei' }));
    expect(await screen.findByText('Nessun compito')).toBeInTheDocument();
    const asked = house.box.asked.filter((one) => one.path === '/tasks').at(-1)?.query;
    expect(Object.fromEntries(asked ?? [])).toMatchObject({ area: 'taxes', assignee: 'mario' });
});

test('a long list comes page by page', async () => {
    for (let count = 0; count < 60; count += 1) caseTask(tasks());
    const { user } = await atOffice();
    await screen.findByText(/^I primi 50/);
    await user.click(screen.getByRole('button', { name: 'Mostra altri' }));
    expect(await screen.findByText(/^60 compiti/)).toBeInTheDocument();
});

test('a task is taken, noted and released', async () => {
    caseTask(tasks());
    const { user } = await atOffice();
    await user.click(await screen.findByRole('button', { name: /Cambio di abitazione/ }));
    await user.click(await screen.findByRole('button', { name: 'Prendo in carico' }));
    expect(await screen.findByRole('button', { name: 'Lascio' })).toBeInTheDocument();
    await user.type(screen.getByLabelText('Nuova nota'), 'Sopralluogo giovedì');
    await user.click(screen.getByRole('button', { name: 'Aggiungi la nota' }));
    const notes = screen.getByRole('region', { name: 'Note' });
    expect(await within(notes).findByText('Sopralluogo giovedì')).toBeInTheDocument();
    expect(screen.getByLabelText('Nuova nota')).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Lascio' }));
    expect(await screen.findByRole('button', { name: 'Prendo in carico' })).toBeInTheDocument();
    expect(tasks()[0]?.assignee).toBeNull();
});

test('papers are asked one a line; the counter receives them, here they are seen', async () => {
    const task = caseTask(tasks(), { assignee: 'mario' });
    const { user } = await atOffice(`/back-office?task=${String(task.id)}`);
    await user.click(await screen.findByRole('button', { name: 'Chiedi documenti' }));
    expect(screen.getByText(/una sola volta, per 30 giorni/)).toBeInTheDocument();
    await user.type(
        screen.getByLabelText('Documenti che mancano'),
        'Contratto di locazione{Enter}{Enter}  Patente',
    );
    await user.click(screen.getByRole('button', { name: 'Chiedi i documenti' }));
    expect(await screen.findAllByText('atteso allo sportello')).toHaveLength(2);
    expect(sentTo(house, `/tasks/${String(task.id)}/ask-papers`)).toEqual({
        papers: ['Contratto di locazione', 'Patente'],
    });
    const paper = task.papers[0];
    if (paper) paper.received_at = new Date().toISOString();
    act(() => {
        house.box.tell('task.changed');
    });
    expect(await screen.findByText(/^ricevuto/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /consegna/i })).not.toBeInTheDocument();
});

test('a case is completed with an outcome and the words for the citizen', async () => {
    const task = caseTask(tasks());
    const { user } = await atOffice(`/back-office?task=${String(task.id)}`);
    await user.click(await screen.findByRole('button', { name: 'Concludi' }));
    const complete = screen.getByRole('button', { name: 'Concludi il compito' });
    await user.type(
        screen.getByRole('textbox', { name: 'Risposta per il cittadino' }),
        'La residenza è registrata.',
    );
    expect(complete).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: 'Accolta' }));
    await user.click(complete);
    expect(await screen.findByText(/Ora tocca allo sportello/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Prendo in carico' })).not.toBeInTheDocument();
    expect(task).toMatchObject({ state: 'completed', outcome: 'granted', assignee: 'mario' });
});

test('a question of the counter is answered, without an outcome to choose', async () => {
    const task = questionTask(tasks(), 'taxes', 'La rata di giugno è pagata?');
    const { user } = await atOffice(`/back-office?task=${String(task.id)}`);
    expect(await screen.findByText('La rata di giugno è pagata?')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Rispondi' }));
    expect(screen.queryByRole('radio', { name: 'Accolta' })).not.toBeInTheDocument();
    await user.type(
        screen.getByRole('textbox', { name: 'Risposta per il cittadino' }),
        'Sì, il 12 giugno.',
    );
    await user.click(screen.getByRole('button', { name: 'Manda la risposta' }));
    await screen.findByText(/Ora tocca allo sportello/);
    expect(task).toMatchObject({ state: 'answered', answer: 'Sì, il 12 giugno.' });
});

test('what another has taken meanwhile is told, and nothing typed is lost', async () => {
    const task = caseTask(tasks());
    const { user } = await atOffice(`/back-office?task=${String(task.id)}`);
    await user.click(await screen.findByRole('button', { name: 'Concludi' }));
    await user.type(
        screen.getByRole('textbox', { name: 'Risposta per il cittadino' }),
        'Quasi pronta.',
    );
    await user.click(screen.getByRole('radio', { name: 'Chiusa' }));
    task.assignee = 'luisa';
    await user.click(screen.getByRole('button', { name: 'Concludi il compito' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Ci sta lavorando luisa.');
    expect(screen.getByRole('textbox', { name: 'Risposta per il cittadino' })).toHaveValue(
        'Quasi pronta.',
    );
});

test('a task is looked at once, not at every hint: each look is audited', async () => {
    const task = caseTask(tasks());
    const path = `/tasks/${String(task.id)}`;
    await atOffice(`/back-office?task=${String(task.id)}`);
    await screen.findByRole('heading', { name: /Cambio di abitazione/ });
    const looks = () => house.box.asked.filter((one) => one.path === path).length;
    const lists = () => house.box.asked.filter((one) => one.path === '/tasks').length;
    await waitFor(() => {
        expect(lists()).toBeGreaterThan(0);
    });
    const before = { looks: looks(), lists: lists() };
    act(() => {
        house.box.tell('ticket.issued');
    });
    await waitFor(() => {
        expect(lists()).toBeGreaterThan(before.lists);
    });
    expect(looks()).toBe(before.looks);
});

test('the case behind a task is shown to who asks, under the names of its form', async () => {
    house.signedInAs('anna');
    const headers = new Headers({ Cookie: 'sportello_session=known' });
    house.box.handle({
        method: 'POST',
        path: '/cases',
        query: new URLSearchParams(),
        headers,
        body: {
            procedure: 'cambio-abitazione',
            data: {
                declarant: { tax_code: 'RSSMRA80A01D142N' },
                address: { street: 'Via Mazzini', number: '12/A' },
                since: '2026-11-02',
                title: 'tenant',
                members: [{ tax_code: 'RSSMRA80A01D142N', licence: true }],
            },
        },
    });
    const { user } = await atOffice(`/back-office?task=${String(tasks()[0]?.id)}`);
    await user.click(await screen.findByRole('button', { name: 'Apri la pratica' }));
    const data = await screen.findByRole('region', { name: 'Dati della pratica' });
    expect(data).toHaveTextContent('Via o piazzaVia Mazzini');
    expect(data).toHaveTextContent('Vi abita dallunedì 2 novembre 2026');
    expect(data).toHaveTextContent('Locazione registrata');
    expect(data).toHaveTextContent('Ha la patentesì');
    expect(within(data).getByRole('link', { name: /Ricevuta/ })).toBeInTheDocument();
});

test('who may do what with a task', () => {
    const person = (id: string, role: 'operator' | 'back-office' | 'supervisor') => ({
        id,
        name: id,
        role,
    });
    const task = (assignee: string | null, state: Task['state'] = 'open') =>
        caseTask([], { assignee, state });
    const office = person('mario', 'back-office');
    expect(mayDo(task(null), office)).toEqual({ take: true, release: false, decide: true });
    expect(mayDo(task('mario'), office)).toEqual({ take: false, release: true, decide: true });
    expect(mayDo(task('luisa'), office)).toEqual({ take: false, release: false, decide: false });
    expect(mayDo(task('luisa'), person('sara', 'supervisor'))).toEqual({
        take: true,
        release: true,
        decide: true,
    });
    expect(mayDo(task(null), person('anna', 'operator'))).toMatchObject({
        take: true,
        decide: false,
    });
    expect(mayDo(task('mario', 'completed'), office)).toEqual({
        take: false,
        release: false,
        decide: false,
    });
});
