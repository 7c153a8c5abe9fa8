// tests/daemon/tickets.test.mjs -- the life of a ticket over the API, and every step it is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, refused, started } from './steps.mjs';

const lane = 'quick';

async function hall(t) {
  const box = await started(t);
  const [kiosk, anna] = await Promise.all([box.device('totem', 'kiosk'), box.operator('anna')]);
  const issue = async (body = { lane }) => must(await kiosk.post('/tickets', body), 201);
  const open = async (counter) => must(await anna.post(`/counters/${counter}/open`), 200);
  const next = async (counter) => must(await anna.post(`/counters/${counter}/next`), 200);
  const step = async (ticket, name) => must(await anna.post(`/tickets/${ticket.id}/${name}`), 200);
  return { box, kiosk, anna, issue, open, next, step };
}

test('a ticket is issued, called, called again, served and finished', async (t) => {
  const { anna, issue, open, next, step } = await hall(t);
  const issued = await issue();
  assert.equal(issued.number, 'A001');
  assert.deepEqual(
    [issued.state, issued.ahead, issued.calls, issued.counter],
    ['waiting', 0, 0, null],
  );
  await open(3);
  const called = await next(3);
  assert.deepEqual(
    [called.id, called.state, called.calls, called.counter],
    [issued.id, 'called', 1, 3],
  );
  const again = must(await anna.post('/counters/3/recall'), 200);
  assert.deepEqual([again.id, again.state, again.calls], [issued.id, 'called', 2]);
  const serving = await step(issued, 'start');
  assert.equal(serving.state, 'serving');
  const finished = await step(issued, 'finish');
  assert.equal(finished.state, 'finished');
  const times = ['issued_at', 'called_at', 'started_at', 'ended_at'].map((name) => finished[name]);
  assert.deepEqual(times, [...times].sort());
  assert.deepEqual(must(await anna.get(`/tickets/${issued.id}`), 200), finished);
});

test('a step that does not follow is refused by the state, and changes nothing', async (t) => {
  const { box, anna, issue, open, next, step } = await hall(t);
  await open(1);
  for (const ending of ['finish', 'no-show', 'cancel', 'park']) {
    await issue();
    const called = await next(1);
    if (ending === 'finish' || ending === 'park') await step(called, 'start');
    await step(called, ending);
  }
  const bruno = await box.operator('bruno');
  must(await bruno.post('/counters/2/open'), 200);
  const serving = await issue();
  must(await bruno.post('/counters/2/next'), 200);
  must(await bruno.post(`/tickets/${serving.id}/start`), 200);
  await issue();
  await next(1);
  await issue();
  const follow = {
    waiting: ['cancel'],
    called: ['start', 'no-show', 'cancel'],
    serving: ['finish', 'park'],
    parked: ['finish'],
    'no-show': ['reactivate'],
  };
  const all = must(await anna.get('/tickets'), 200).items;
  assert.equal(new Set(all.map((ticket) => ticket.state)).size, 7);
  const dora = await box.operator('dora', 'supervisor');
  for (const ticket of all)
    for (const name of ['start', 'finish', 'no-show', 'cancel', 'park', 'reactivate']) {
      if (follow[ticket.state]?.includes(name)) continue;
      const reply = await dora.post(`/tickets/${ticket.id}/${name}`);
      assert.equal(refused(reply, 409), `ticket.is-${ticket.state}`, name);
      assert.match(reply.body.detail, new RegExp(ticket.number));
    }
  assert.deepEqual(must(await anna.get('/tickets'), 200).items, all);
});

test('a counter calls only when it is open, free, and by who sits there', async (t) => {
  const { box, anna, issue, open, next, step } = await hall(t);
  const [bruno, dora] = [await box.operator('bruno'), await box.operator('dora', 'supervisor')];
  assert.equal(refused(await anna.post('/counters/99/open'), 404), 'counter.unknown');
  assert.equal(refused(await anna.post('/counters/1/next'), 409), 'counter.closed');
  await open(1);
  assert.equal((await open(1)).operator, 'anna'); // Again is no mistake.
  assert.equal(refused(await bruno.post('/counters/1/open'), 409), 'counter.held');
  assert.equal(refused(await bruno.post('/counters/1/next'), 409), 'counter.held');
  assert.equal((await anna.post('/counters/1/next')).status, 204);
  assert.equal(refused(await anna.post('/counters/1/recall'), 409), 'counter.nobody-called');
  const ticket = await issue();
  await next(1);
  assert.equal(refused(await anna.post('/counters/1/next'), 409), 'counter.still-called');
  assert.equal(refused(await anna.post('/counters/1/close'), 409), 'counter.still-called');
  assert.equal(refused(await bruno.post(`/tickets/${ticket.id}/start`), 409), 'counter.held');
  await step(ticket, 'start');
  assert.equal(refused(await anna.post('/counters/1/next'), 409), 'counter.still-serving');
  assert.equal(refused(await anna.post('/counters/1/recall'), 409), 'counter.nobody-called');
  assert.equal(must(await dora.post(`/tickets/${ticket.id}/finish`), 200).state, 'finished');
  assert.equal(must(await dora.post('/counters/1/close'), 200).state, 'closed');
});

test('who does not come frees the counter for the next', async (t) => {
  const { issue, open, next, step } = await hall(t);
  const [first, second] = [await issue(), await issue()];
  await open(1);
  await next(1);
  assert.equal((await step(first, 'no-show')).state, 'no-show');
  assert.equal((await next(1)).id, second.id);
});

test('a ticket given back is not called', async (t) => {
  const { issue, open, next, step } = await hall(t);
  const [first, second] = [await issue(), await issue()];
  assert.equal((await step(first, 'cancel')).state, 'cancelled');
  await open(1);
  assert.equal((await next(1)).id, second.id);
});

test('legal priority comes first, and after two of them somebody without', async (t) => {
  const { anna, issue, open, next, step } = await hall(t);
  const [a, b] = [await issue(), await issue()];
  const urgent = { lane, priority: true };
  const [p, q, r] = [await issue(urgent), await issue(urgent), await issue(urgent)];
  assert.deepEqual([a, b, p, q, r].map((one) => one.ahead), [0, 1, 0, 1, 2]);
  assert.equal(must(await anna.get(`/tickets/${b.id}`), 200).ahead, 4);
  await open(1);
  for (const expected of [p, q, a, r, b]) {
    const called = await next(1);
    assert.equal(called.number, expected.number);
    await step(called, 'no-show');
  }
});

test('each lane counts for itself, and a procedure goes to the lane of its minutes', async (t) => {
  const { kiosk, issue } = await hall(t);
  const procedures = must(await kiosk.get('/procedures'), 200).items;
  const letters = { quick: 'A', standard: 'B', long: 'C' };
  const counted = {};
  for (const { id, lane: expected, minutes } of procedures) {
    const ticket = await issue({ procedure: id });
    assert.equal(ticket.lane, minutes <= 7 ? 'quick' : minutes <= 20 ? 'standard' : 'long');
    assert.equal(ticket.lane, expected);
    counted[expected] = (counted[expected] ?? 0) + 1;
    assert.equal(ticket.number, letters[expected] + String(counted[expected]).padStart(3, '0'));
    assert.equal(ticket.procedure, id);
  }
  assert.ok(Object.keys(counted).length > 1);
});

test('a wrong body is refused, every mistake by its pointer, and no number is used', async (t) => {
  const { kiosk, issue } = await hall(t);
  const pointers = async (body) => {
    const reply = await kiosk.post('/tickets', body);
    assert.equal(refused(reply, 422), 'body.invalid');
    return reply.body.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
  };
  assert.deepEqual(await pointers({}), ['/procedure ticket.procedure-or-lane']);
  assert.deepEqual(await pointers({ lane, procedure: 'cambio-abitazione' }), [
    '/lane ticket.procedure-or-lane',
  ]);
  assert.deepEqual(await pointers({ lane: 'express' }), ['/lane lane.unknown']);
  assert.deepEqual(await pointers({ procedure: 'nozze' }), ['/procedure procedure.unknown']);
  assert.deepEqual(await pointers({ lane, language: 'de' }), ['/language form.choice']);
  assert.deepEqual(await pointers({ lane, priority: 1, mood: 'good', colour: 'red' }), [
    '/colour form.unknown',
    '/mood form.unknown',
    '/priority form.type.boolean',
  ]);
  assert.deepEqual(await pointers({ lane: 7 }), [
    '/lane form.type.string',
    '/procedure ticket.procedure-or-lane',
  ]);
  assert.deepEqual(await pointers({ lane: 'x'.repeat(65) }), [
    '/lane form.too-long',
    '/procedure ticket.procedure-or-lane',
  ]);
  for (const text of ['{', '{"lane":"quick"', '{"lane":"quick",}', '{"lane":"quick"}x', '\u0000'])
    assert.equal(refused(await kiosk.post('/tickets', text), 400), 'body.not-json', text);
  for (const text of ['[]', '"quick"', 'null', '7'])
    assert.equal(refused(await kiosk.post('/tickets', text), 400), 'body.not-an-object', text);
  assert.equal((await issue()).number, 'A001');
});

test('a step takes no body', async (t) => {
  const { anna, issue } = await hall(t);
  const ticket = await issue();
  const reply = await anna.post(`/tickets/${ticket.id}/cancel`, { reason: 'bored' });
  assert.equal(refused(reply, 422), 'body.invalid');
  assert.equal(reply.body.errors[0].pointer, '/reason');
  assert.equal(must(await anna.get(`/tickets/${ticket.id}`), 200).state, 'waiting');
});

test('the list is the day in order, by state and lane, in pages', async (t) => {
  const { anna, issue, step } = await hall(t);
  const issued = [];
  for (const each of ['quick', 'long', 'quick', 'quick', 'long'])
    issued.push(await issue({ lane: each }));
  await step(issued[2], 'cancel');
  const numbers = async (query) =>
    must(await anna.get(`/tickets${query}`), 200).items.map((one) => one.number);
  assert.deepEqual(await numbers(''), ['A001', 'C001', 'A002', 'A003', 'C002']);
  assert.deepEqual(await numbers('?state=waiting&lane=quick'), ['A001', 'A003']);
  assert.deepEqual(await numbers('?state=cancelled'), ['A002']);
  assert.deepEqual(await numbers('?lane=none'), []);
  const paged = [];
  for (let after = 0; after !== null;) {
    const page = must(await anna.get(`/tickets?limit=2&after=${after}`), 200);
    assert.ok(page.items.length <= 2);
    paged.push(...page.items.map((one) => one.id));
    after = page.next;
  }
  assert.deepEqual(
    paged,
    issued.map((one) => one.id),
  );
  assert.equal(refused(await anna.get('/tickets?state=lost'), 400), 'ticket.unknown-state');
  assert.equal(refused(await anna.get('/tickets?page=2'), 400), 'query.unknown');
  for (const wrong of ['-1', 'two', '1e3', '99999999999999999999', ''])
    assert.equal(
      refused(await anna.get(`/tickets?limit=${wrong}`), 400),
      'query.not-a-number',
      wrong,
    );
});

test('the page behind the QR tells the ticket and nothing else', async (t) => {
  const { box, issue, open, next } = await hall(t);
  const [first, second] = [
    await issue(),
    await issue({ procedure: 'cambio-abitazione', language: 'en' }),
  ];
  const passer_by = box.client();
  const shown = must(await passer_by.get(`/public/tickets/${second.code}`), 200);
  assert.deepEqual(Object.keys(shown).sort(), [
    'ahead',
    'appointment',
    'counter',
    'lane',
    'language',
    'number',
    'state',
  ]);
  assert.deepEqual([shown.number, shown.state, shown.ahead], [second.number, 'waiting', 0]);
  await open(4);
  await next(4);
  const called = must(await passer_by.get(`/public/tickets/${first.code}`), 200);
  assert.deepEqual([called.state, called.counter, called.ahead], ['called', 4, null]);
  assert.match(first.code, /^[0-9a-f]{16}$/);
  for (const guess of [
    first.id,
    first.number,
    first.code.slice(0, 15),
    first.code.toUpperCase() + 'x',
  ])
    assert.equal(refused(await passer_by.get(`/public/tickets/${guess}`), 404), 'ticket.unknown');
});

test('what does not exist is not found', async (t) => {
  const { anna } = await hall(t);
  for (const id of ['1', '0', '-1', 'abc', '9223372036854775807', '9223372036854775808'])
    assert.equal(refused(await anna.get(`/tickets/${id}`), 404), 'ticket.unknown', id);
});

test('the board shows the latest calls, the latest first, and how many wait', async (t) => {
  const { box, issue, open, next, step } = await hall(t);
  const board = await box.device('tabellone', 'board');
  for (let i = 0; i < 15; ++i) await issue();
  await open(1);
  const called = [];
  for (let i = 0; i < 13; ++i) {
    called.unshift(await next(1));
    await step(called[0], 'no-show');
  }
  await issue({ lane: 'long' });
  const shown = must(await board.get('/board'), 200);
  assert.deepEqual(
    shown.calls.map((one) => one.number),
    called.slice(0, 12).map((one) => one.number),
  );
  assert.deepEqual(shown.waiting, [
    { lane: 'quick', count: 2 },
    { lane: 'standard', count: 0 },
    { lane: 'long', count: 1 },
    { lane: 'appointment', count: 0 },
    { lane: 'call-back', count: 0 },
  ]);
});
