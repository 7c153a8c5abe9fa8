// tests/daemon/idempotency.test.mjs -- a command that is sent twice with one key happens once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, refused, started } from './steps.mjs';

const wanted = { lane: 'quick' };
const key = (text) => ({ 'Idempotency-Key': text });

async function hall(t) {
  const box = await started(t);
  const [totem, anna] = [await box.device('totem', 'kiosk'), await box.operator()];
  const issued = async () => must(await anna.get('/tickets?limit=100'), 200).items.length;
  return { box, totem, anna, issued };
}

function isSameReply(again, first) {
  assert.equal(again.status, first.status);
  assert.equal(again.text, first.text);
  assert.equal(again.headers.get('content-type'), first.headers.get('content-type'));
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
}

test('the same key and body give the first reply, whatever happened since', async (t) => {
  const { totem, anna, issued } = await hall(t);
  const first = await totem.post('/tickets', wanted, key('a'));
  must(first, 201);
  must(await anna.post('/counters/1/open'), 200);
  must(await anna.post('/counters/1/next'), 200);
  isSameReply(await totem.post('/tickets', wanted, key('a')), first);
  assert.equal(await issued(), 1);
});

for (const [how, end] of [
  ['a restart', (box) => box.stop()],
  ['a kill', (box) => box.kill()],
])
  test(`the first reply is there after ${how}, and so is the ticket`, async (t) => {
    const { box, totem, anna, issued } = await hall(t);
    const first = await totem.post('/tickets', wanted, key('a'));
    const ticket = must(first, 201);
    await end(box);
    await box.start();
    isSameReply(await totem.post('/tickets', wanted, key('a')), first);
    assert.equal(await issued(), 1);
    assert.equal(must(await anna.get(`/tickets/${ticket.id}`), 200).number, ticket.number);
  });

test('a call that is repeated does not call somebody else', async (t) => {
  const { totem, anna } = await hall(t);
  must(await totem.post('/tickets', wanted), 201);
  must(await totem.post('/tickets', wanted), 201);
  must(await anna.post('/counters/1/open'), 200);
  const first = await anna.post('/counters/1/next', undefined, key('n'));
  const { id } = must(first, 200);
  must(await anna.post(`/tickets/${id}/no-show`), 200);
  isSameReply(await anna.post('/counters/1/next', undefined, key('n')), first);
  assert.equal(must(await anna.get('/counters/1'), 200).ticket, null);
});

test('"nobody waits" is a reply too', async (t) => {
  const { totem, anna } = await hall(t);
  must(await anna.post('/counters/1/open'), 200);
  assert.equal((await anna.post('/counters/1/next', undefined, key('n'))).status, 204);
  must(await totem.post('/tickets', wanted), 201);
  const again = await anna.post('/counters/1/next', undefined, key('n'));
  assert.equal(again.status, 204);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
});

test('a key is for one request: another body or path is refused and does nothing', async (t) => {
  const { totem, anna, issued } = await hall(t);
  must(await totem.post('/tickets', wanted, key('a')), 201);
  const other = await totem.post('/tickets', { lane: 'long' }, key('a'));
  assert.equal(refused(other, 422), 'idempotency.other-body');
  must(await anna.post('/counters/1/open', undefined, key('o')), 200);
  const path = await anna.post('/counters/2/open', undefined, key('o'));
  assert.equal(refused(path, 422), 'idempotency.other-body');
  assert.equal(await issued(), 1);
  assert.equal(must(await anna.get('/counters/2'), 200).state, 'closed');
});

test('each client has keys of its own', async (t) => {
  const { box, totem, issued } = await hall(t);
  const other = await box.device('totem-2', 'kiosk');
  const first = must(await totem.post('/tickets', wanted, key('a')), 201);
  const second = must(await other.post('/tickets', wanted, key('a')), 201);
  assert.notEqual(first.id, second.id);
  assert.equal(await issued(), 2);
});

test('a key sent many times at once makes one ticket', async (t) => {
  const { totem, issued } = await hall(t);
  for (let round = 0; round < 5; ++round) {
    const sent = Array.from({ length: 20 }, () => totem.post('/tickets', wanted, key(`r${round}`)));
    const ids = (await Promise.all(sent)).map((reply) => must(reply, 201).id);
    assert.equal(new Set(ids).size, 1);
    assert.equal(await issued(), round + 1);
  }
});

test('a refused command leaves its key free', async (t) => {
  const { totem, anna, issued } = await hall(t);
  must(await totem.post('/tickets', { lane: 'none' }, key('a')), 422);
  must(await totem.post('/tickets', wanted, key('a')), 201);
  assert.equal(await issued(), 1);
  assert.equal(
    refused(await anna.post('/counters/1/next', undefined, key('n')), 409),
    'counter.closed',
  );
  must(await anna.post('/counters/1/open'), 200);
  must(await anna.post('/counters/1/next', undefined, key('n')), 200);
});

test('a key is at most 128 characters', async (t) => {
  const { totem, issued } = await hall(t);
  must(await totem.post('/tickets', wanted, key('k'.repeat(128))), 201);
  const long = await totem.post('/tickets', wanted, key('k'.repeat(129)));
  assert.equal(refused(long, 400), 'idempotency.too-long');
  assert.equal(await issued(), 1);
});

test('a case and its protocol number are made once', async (t) => {
  const { anna } = await hall(t);
  const { form } = must(await anna.get('/procedures/accesso-civico-semplice'), 200);
  const body = { procedure: 'accesso-civico-semplice', data: form.examples[0] };
  const first = await anna.post('/cases', body, key('c'));
  const { protocol } = must(first, 201);
  assert.equal(protocol.number, '0000001');
  isSameReply(await anna.post('/cases', body, key('c')), first);
  assert.equal(must(await anna.post('/cases', body, key('d')), 201).protocol.number, '0000002');
});
