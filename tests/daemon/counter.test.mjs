// tests/daemon/counter.test.mjs -- what operators expect of a counter, over the API: visits of several
// procedures, park and resume, transfer, pause, calling by itself, undo, and calls with a reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, refused, started } from './steps.mjs';

async function hall(t) {
  const box = await started(t);
  const totem = await box.device('totem', 'kiosk');
  const [anna, bruno] = [await box.operator('anna'), await box.operator('bruno')];
  const dora = await box.operator('dora', 'supervisor');
  must(await anna.post('/counters/1/open'), 200);
  must(await bruno.post('/counters/2/open'), 200);
  const issue = async (body = { lane: 'quick' }) => must(await totem.post('/tickets', body), 201);
  const step = async (who, ticket, name, body) =>
    must(await who.post(`/tickets/${ticket.id}/${name}`, body), 200);
  const at = async (who, counter, name, body) =>
    must(await who.post(`/counters/${counter}/${name}`, body), 200);
  const serve = async (who, counter) => {
    const called = await at(who, counter, 'next');
    return step(who, called, 'start');
  };
  return { box, totem, anna, bruno, dora, issue, step, at, serve };
}

test('a visit of several procedures for a family is one ticket, seen before they sit down', async (t) => {
  const { anna, totem, issue, at, step } = await hall(t);
  const all = must(await totem.get('/procedures'), 200).items;
  const minutes = (id) => all.find((one) => one.id === id).minutes;
  const [first, second] = ['cambio-abitazione', 'accesso-civico-semplice'];
  const ticket = await issue({
    procedures: [{ procedure: first, people: 4 }, { procedure: second }],
  });
  assert.deepEqual(ticket.procedures, [
    { procedure: first, people: 4, done: false },
    { procedure: second, people: 1, done: false },
  ]);
  assert.equal(ticket.procedure, first);
  const expected = minutes(first) + Math.ceil((3 * minutes(first)) / 2) + minutes(second);
  assert.equal(ticket.minutes, expected);
  assert.equal(ticket.lane, expected <= 7 ? 'quick' : expected <= 20 ? 'standard' : 'long');
  assert.deepEqual((await at(anna, 1, 'next')).procedures, ticket.procedures);
  await step(anna, ticket, 'start');
  const worked = await step(anna, ticket, 'procedures', {
    procedures: [
      { procedure: first, people: 4, done: true },
      { procedure: second, done: false },
    ],
  });
  assert.equal(worked.minutes, minutes(second));
});

test('a wrong list of procedures is refused, every mistake by its pointer', async (t) => {
  const { totem } = await hall(t);
  const pointers = async (body) => {
    const reply = await totem.post('/tickets', body);
    assert.equal(refused(reply, 422), 'body.invalid');
    return reply.body.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
  };
  assert.deepEqual(await pointers({ procedures: [] }), ['/procedures form.items']);
  assert.deepEqual(await pointers({ procedures: 'cie' }), ['/procedures form.type.array']);
  assert.deepEqual(await pointers({ lane: 'quick', procedures: [{ procedure: 'cambio-abitazione' }] }), [
    '/lane ticket.procedure-or-lane',
  ]);
  assert.deepEqual(
    await pointers({
      procedures: [{ procedure: 'nozze', people: 0 }, { people: 21, done: true }, 7],
    }),
    [
      '/procedures/0/people form.minimum',
      '/procedures/0/procedure procedure.unknown',
      '/procedures/1/done form.unknown',
      '/procedures/1/people form.maximum',
      '/procedures/1/procedure form.missing',
      '/procedures/2 form.type.object',
    ],
  );
  assert.deepEqual(await pointers({ lane: 'appointment' }), ['/lane lane.not-walk-in']);
  assert.deepEqual(await pointers({ lane: 'quick', even_if_full: true }), [
    '/even_if_full ticket.staff-only',
  ]);
});

test('who leaves for a moment is parked, and comes back to the same counter', async (t) => {
  const { anna, bruno, issue, step, at, serve } = await hall(t);
  await issue();
  const parked = await step(anna, await serve(anna, 1), 'park', { note: 'cerca la foto' });
  assert.deepEqual([parked.state, parked.note], ['parked', 'cerca la foto']);
  const shown = must(await anna.get('/counters/1'), 200);
  assert.equal(shown.ticket, null);
  assert.deepEqual(shown.parked.map((one) => one.id), [parked.id]);
  const elsewhere = await bruno.post('/counters/2/resume', { ticket: parked.id });
  assert.equal(refused(elsewhere, 409), 'ticket.parked-elsewhere');
  assert.equal((await at(anna, 1, 'resume', { ticket: parked.id })).state, 'serving');
});

test('a transfer keeps number and place, and goes only where somebody will call', async (t) => {
  const { anna, bruno, issue, step, at, serve } = await hall(t);
  await issue();
  const served = await serve(anna, 1);
  const to = (body) => anna.post(`/tickets/${served.id}/transfer`, body);
  assert.equal(refused(await to({}), 422), 'body.invalid');
  assert.equal(refused(await to({ counter: 2, lane: 'long' }), 422), 'body.invalid');
  assert.equal(refused(await to({ lane: 'express' }), 422), 'body.invalid');
  assert.equal(refused(await to({ counter: 5 }), 409), 'counter.not-open');
  const passed = await step(anna, served, 'transfer', { counter: 2, note: 'manca la firma' });
  assert.deepEqual(
    [passed.state, passed.number, passed.wanted_counter, passed.note],
    ['waiting', served.number, 2, 'manca la firma'],
  );
  assert.equal((await anna.post('/counters/1/next')).status, 204);
  assert.equal((await at(bruno, 2, 'next')).id, served.id);
});

test('who did not come keeps the number, told a time is not called before', async (t) => {
  const { anna, totem, issue, step, at } = await hall(t);
  const ticket = await issue();
  await at(anna, 1, 'next');
  const past = await anna.post(`/tickets/${ticket.id}/no-show`, {
    back_at: '2020-01-01T08:00:00.000Z',
  });
  assert.equal(refused(past, 422), 'ticket.back-at');
  const vague = await anna.post(`/tickets/${ticket.id}/no-show`, { back_at: 'alle dieci' });
  assert.equal(vague.body.errors[0].code, 'form.instant');
  assert.equal((await step(anna, ticket, 'no-show')).state, 'no-show');
  const back = must(await totem.post(`/tickets/${ticket.id}/reactivate`), 200);
  assert.deepEqual([back.state, back.number, back.counter], ['waiting', ticket.number, null]);
  assert.equal((await at(anna, 1, 'next')).id, ticket.id);
});

test('the last steps of a counter are taken back, the latest first', async (t) => {
  const { anna, issue, step, at } = await hall(t);
  const ticket = await issue();
  const called = await at(anna, 1, 'next');
  await step(anna, called, 'start');
  await step(anna, called, 'finish', { outcome: 'papers-missing' });
  const { undo } = must(await anna.get('/counters/1'), 200);
  assert.deepEqual([undo.step, undo.ticket], ['finish', ticket.number]);
  assert.equal((await at(anna, 1, 'undo')).ticket.state, 'serving');
  assert.equal((await at(anna, 1, 'undo')).ticket.state, 'called');
  const free = await at(anna, 1, 'undo');
  assert.deepEqual([free.ticket, free.undo], [null, null]);
  assert.deepEqual(must(await anna.get(`/tickets/${ticket.id}`), 200), ticket);
  assert.equal(refused(await anna.post('/counters/1/undo'), 409), 'step.none');
});

test('a counter that pauses calls nobody, one that calls by itself waits for nobody', async (t) => {
  const { anna, bruno, issue, step, at } = await hall(t);
  const paused = await at(anna, 1, 'pause', { reason: 'caffè' });
  assert.deepEqual([paused.state, paused.pause.reason], ['paused', 'caffè']);
  await at(anna, 1, 'auto-call', { on: true });
  const ticket = await issue();
  assert.equal(ticket.state, 'waiting');
  assert.equal(refused(await anna.post('/counters/1/next'), 409), 'counter.paused');
  assert.equal((await at(anna, 1, 'continue')).ticket.id, ticket.id); // At once.
  await step(anna, ticket, 'start');
  const next = await issue();
  await step(anna, ticket, 'finish');
  assert.equal(must(await anna.get('/counters/1'), 200).ticket.id, next.id);
  assert.equal(must(await bruno.get('/counters/2'), 200).ticket, null);
});

test('the last counter closes with people waiting only when told to', async (t) => {
  const { anna, bruno, issue, at } = await hall(t);
  await issue();
  await at(bruno, 2, 'close');
  const reply = await anna.post('/counters/1/close');
  assert.equal(refused(reply, 409), 'counter.last-with-waiting');
  assert.equal((await at(anna, 1, 'close', { even_if_waiting: true })).state, 'closed');
});

test('an operator sits at one counter', async (t) => {
  const { anna } = await hall(t);
  assert.equal(refused(await anna.post('/counters/3/open'), 409), 'counter.elsewhere');
});

test('every call says why, a direct one also whose turn it was', async (t) => {
  const { anna, bruno, dora, issue, at } = await hall(t);
  const [first, second] = [await issue(), await issue({ lane: 'long' })];
  const urgent = await issue({ lane: 'quick', priority: true });
  const short = await anna.post('/counters/1/call', { ticket: second.id, reason: 'x' });
  assert.equal(refused(short, 422), 'body.invalid');
  assert.equal(refused(await anna.post('/counters/1/call', { ticket: second.id }), 422), 'body.invalid');
  await at(anna, 1, 'call', { ticket: second.id, reason: 'si sente male' });
  assert.equal((await at(bruno, 2, 'next')).id, urgent.id);
  const { items } = must(await dora.get('/reports/calls', { 'Accept-Language': 'it' }), 200);
  assert.deepEqual(
    items.map((call) => [call.number, call.rule, call.operator, call.counter]),
    [
      [second.number, 'direct', 'anna', 1],
      [urgent.number, 'legal-priority', 'bruno', 2],
    ],
  );
  assert.match(items[0].why, /«si sente male».*toccava a A002/);
  assert.match(items[1].why, /precedenza di legge/);
  assert.doesNotMatch(items[0].why + items[1].why, /[{}]/);
  const direct = must(await dora.get('/reports/calls?rule=direct', { 'Accept-Language': 'en' }), 200);
  assert.match(direct.items[0].why, /Direct call by anna/);
  const own = must(await dora.get(`/tickets/${urgent.id}/calls`), 200).items;
  assert.equal(own.length, 1);
  assert.deepEqual(must(await dora.get(`/tickets/${first.id}/calls`), 200).items, []);
  assert.equal(must(await dora.get('/reports/day'), 200).direct_calls, 1);
  assert.equal(refused(await anna.get('/reports/calls'), 403), 'session.not-allowed');
  assert.equal(refused(await dora.get('/reports/calls?rule=luck'), 400), 'call.unknown-rule');
  assert.equal(refused(await dora.get('/reports/day?day=today'), 400), 'query.not-a-day');
});
