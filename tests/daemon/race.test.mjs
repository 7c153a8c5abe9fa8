// tests/daemon/race.test.mjs -- many at once: no ticket goes to two counters, none is lost, and the
// numbers have no gap.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, noPrinter, refused, started } from './steps.mjs';

const lanes = ['quick', 'standard', 'long'];
const counters = Array.from({ length: 16 }, (_, i) => i + 1);
const settings = `${noPrinter}
${counters.map((id) => `[[counters]]\nid = ${id}\nname = "Postazione ${id}"`).join('\n')}
`;

// Starts all of them, and waits for all of them.
const atOnce = (count, work) => Promise.all(Array.from({ length: count }, (_, i) => work(i)));

test('sixteen counters that call at once empty a hall of 400, each ticket to one of them', async (t) => {
  const box = await started(t, { settings });
  const totem = await box.device('totem', 'kiosk');
  const issued = [];
  await atOnce(20, async () => {
    for (let i = 0; i < 20; ++i)
      issued.push(
        must(await totem.post('/tickets', { lane: lanes[i % 3], priority: i === 7 }), 201),
      );
  });
  const operators = [];
  for (const id of counters) operators.push(await box.operator(`operatore-${id}`));
  const called = await atOnce(counters.length, async (i) => {
    const own = [];
    const operator = operators[i];
    must(await operator.post(`/counters/${counters[i]}/open`), 200);
    for (;;) {
      const reply = await operator.post(`/counters/${counters[i]}/next`);
      if (reply.status === 204) return own;
      own.push(must(reply, 200));
      must(await operator.post(`/tickets/${reply.body.id}/start`), 200);
      must(await operator.post(`/tickets/${reply.body.id}/finish`), 200);
    }
  });
  const ids = called.flat().map((ticket) => ticket.id);
  assert.equal(ids.length, 400);
  assert.deepEqual(
    ids.sort((a, b) => a - b),
    issued.map((one) => one.id).sort((a, b) => a - b),
  );
  assert.ok(called.every((own, i) => own.every((ticket) => ticket.counter === counters[i])));
  // Whoever asked, they came in order: each counter saw those of a lane, with priority and without,
  // by arrival.
  for (const own of called)
    for (const lane of lanes)
      for (const priority of [true, false]) {
        const line = own.filter((it) => it.lane === lane && it.priority === priority);
        const order = line.map((ticket) => ticket.id);
        assert.deepEqual(
          order,
          [...order].sort((a, b) => a - b),
        );
      }
});

test('one counter that is told twice at once to call, calls one', async (t) => {
  const box = await started(t, { settings });
  const totem = await box.device('totem', 'kiosk');
  const anna = await box.operator();
  await atOnce(10, async () => must(await totem.post('/tickets', { lane: 'quick' }), 201));
  must(await anna.post('/counters/1/open'), 200);
  const replies = await atOnce(10, () => anna.post('/counters/1/next'));
  assert.equal(replies.filter((reply) => reply.status === 200).length, 1);
  for (const reply of replies.filter((one) => one.status !== 200))
    assert.equal(refused(reply, 409), 'counter.still-called');
});

test('one counter that two want at once is had by one', async (t) => {
  const box = await started(t, { settings });
  const both = [await box.operator('anna'), await box.operator('bruno')];
  for (const counter of counters) {
    const replies = await Promise.all(both.map((who) => who.post(`/counters/${counter}/open`)));
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409]);
    for (const who of both) await who.post(`/counters/${counter}/close`);
  }
});

test('thirty-two kiosks that issue at once give the numbers 1 to n of each lane, without a gap', async (t) => {
  const box = await started(t, { settings });
  const totem = await box.device('totem', 'kiosk');
  const numbers = { quick: [], standard: [], long: [] };
  await atOnce(32, async (i) => {
    for (let k = 0; k < 15; ++k) {
      const ticket = must(await totem.post('/tickets', { lane: lanes[(i + k) % 3] }), 201);
      numbers[ticket.lane].push(Number(ticket.number.slice(1)));
    }
  });
  for (const [lane, given] of Object.entries(numbers)) {
    const expected = Array.from({ length: given.length }, (_, i) => i + 1);
    assert.deepEqual(
      given.sort((a, b) => a - b),
      expected,
      lane,
    );
  }
  assert.equal(Object.values(numbers).flat().length, 480);
});

test('the same ticket finished, missed and given back at once ends once', async (t) => {
  const box = await started(t, { settings });
  const totem = await box.device('totem', 'kiosk');
  const anna = await box.operator();
  must(await anna.post('/counters/1/open'), 200);
  for (let i = 0; i < 20; ++i) {
    must(await totem.post('/tickets', { lane: 'quick' }), 201);
    const { id } = must(await anna.post('/counters/1/next'), 200);
    const endings = ['no-show', 'cancel', 'no-show', 'cancel'];
    const replies = await Promise.all(endings.map((step) => anna.post(`/tickets/${id}/${step}`)));
    const statuses = replies.map((reply) => reply.status).sort();
    assert.deepEqual(statuses, [200, 409, 409, 409]);
  }
});
