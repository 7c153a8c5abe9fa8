// tests/daemon/events.test.mjs -- the stream of events: in order, none twice, none missed without
// being told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen, must, rows, started, until } from './steps.mjs';

async function hall(t) {
  const box = await started(t);
  const [totem, board] = [await box.device('totem', 'kiosk'), await box.device('board', 'board')];
  const issue = async () => must(await totem.post('/tickets', { lane: 'quick' }), 201);
  return { box, totem, board, issue };
}

const heard = (stream, count) =>
  until(() => stream.received.length >= count, `${count} events, found ${stream.received.length}`);

test('what happens is told in order, with the state and nothing of the citizen', async (t) => {
  const { box, board, issue } = await hall(t);
  const anna = await box.operator();
  const stream = await listen(board);
  t.after(stream.end);
  const ticket = await issue();
  must(await anna.post('/counters/2/open'), 200);
  must(await anna.post('/counters/2/next'), 200);
  must(await anna.post('/counters/2/recall'), 200);
  must(await anna.post(`/tickets/${ticket.id}/start`), 200);
  must(await anna.post(`/tickets/${ticket.id}/finish`), 200);
  must(await anna.post('/counters/2/close'), 200);
  await heard(stream, 7);
  assert.deepEqual(
    stream.received.map((event) => event.topic),
    [
      'ticket.issued',
      'counter.opened',
      'ticket.called',
      'ticket.recalled',
      'ticket.started',
      'ticket.finished',
      'counter.closed',
    ],
  );
  const ids = stream.received.map((event) => event.id);
  assert.deepEqual(
    ids,
    Array.from(ids, (_, i) => ids[0] + i),
  );
  assert.deepEqual(stream.received[2].data, {
    ticket: ticket.id,
    number: ticket.number,
    lane: 'quick',
    state: 'called',
    counter: 2,
  });
});

test('all listeners hear the same', async (t) => {
  const { board, issue } = await hall(t);
  const streams = await Promise.all(Array.from({ length: 10 }, () => listen(board)));
  streams.forEach((stream) => t.after(stream.end));
  await Promise.all(Array.from({ length: 30 }, issue));
  for (const stream of streams) await heard(stream, 30);
  for (const stream of streams) assert.deepEqual(stream.received, streams[0].received);
});

for (const [how, end] of [
  ['a restart', (box) => box.stop()],
  ['a kill', (box) => box.kill()],
])
  test(`who comes back after ${how} hears what it missed, once, and then what is new`, async (t) => {
    const { box, board, issue } = await hall(t);
    const before = await listen(board);
    const tickets = [await issue(), await issue()];
    await heard(before, 2);
    before.end();
    const last = before.received[1].id;
    for (let i = 0; i < 3; ++i) tickets.push(await issue());
    await end(box);
    await box.start();
    for (let i = 0; i < 2; ++i) tickets.push(await issue());
    const after = await listen(board, last);
    t.after(after.end);
    tickets.push(await issue());
    await heard(after, 6);
    const told = [...before.received, ...after.received];
    assert.deepEqual(
      told.map((event) => event.data.ticket),
      tickets.map((ticket) => ticket.id),
    );
    assert.deepEqual(
      told.map((event) => event.id),
      told.map((_, i) => told[0].id + i),
    );
  });

test('who missed nothing hears only what is new, and so does who never listened', async (t) => {
  const { board, issue } = await hall(t);
  const first = await listen(board);
  await issue();
  await heard(first, 1);
  first.end();
  const streams = [await listen(board), await listen(board, first.received[0].id)];
  streams.forEach((stream) => t.after(stream.end));
  const ticket = await issue();
  for (const stream of streams) {
    await heard(stream, 1);
    assert.deepEqual(
      stream.received.map((event) => event.data.ticket),
      [ticket.id],
    );
  }
});

test('who was away too long is told to read everything again', async (t) => {
  const { box, board, issue } = await hall(t);
  await Promise.all(Array.from({ length: 8 }, issue));
  await box.stop();
  await rows(box.file, 'DELETE FROM event WHERE id <= 5');
  await box.start();
  for (const [seen, topics] of [
    [1, ['reset']], // 2 to 5 are forgotten.
    [4, ['reset']],
    [5, ['ticket.issued', 'ticket.issued', 'ticket.issued']],
    [9, ['reset']], // Of another database: there was no 9 yet.
  ]) {
    const stream = await listen(board, seen);
    t.after(stream.end);
    await heard(stream, topics.length);
    assert.deepEqual(
      stream.received.map((event) => event.topic),
      topics,
      `after ${seen}`,
    );
    if (topics[0] === 'reset')
      assert.deepEqual(stream.received[0], { id: 8, topic: 'reset', data: {} });
  }
});

test('who missed more than 500 is told to read everything again', async (t) => {
  const { board, issue } = await hall(t);
  const first = await listen(board);
  await issue();
  await heard(first, 1);
  first.end();
  for (let i = 0; i < 501; i += 50)
    await Promise.all(Array.from({ length: Math.min(50, 501 - i) }, issue));
  const [near, far] = [await listen(board, 2), await listen(board, 1)];
  t.after(near.end);
  t.after(far.end);
  await heard(near, 500);
  await heard(far, 1);
  assert.equal(far.received[0].topic, 'reset');
  assert.deepEqual(
    near.received.map((event) => event.id),
    Array.from({ length: 500 }, (_, i) => i + 3),
  );
});
