// tests/daemon/wire.test.mjs -- whatever bytes arrive, the daemon answers the others.
//
// The limits themselves are tested in tests/core/http; here the whole daemon must live through it.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { must, noPrinter, randomFrom, refused, rows, started, until } from './steps.mjs';

// Sends the bytes and returns all that was answered, until the daemon closes; `more` is what else
// the client does with the open connection.
function raw(box, bytes, more = (socket) => socket.end()) {
  return new Promise((done) => {
    const { hostname, port } = new URL(box.url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes, () => more(socket)));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => {}); // Reset: there is nothing more to read.
    socket.on('close', () => done(answer));
  });
}

const statusOf = (answer) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

async function isWell(box) {
  assert.equal((await fetch(`${box.url}/healthz`)).status, 200);
  assert.equal(box.process.exitCode, null);
}

const post = (headers, body = '') =>
  `POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\n${headers}\r\n${body}`;

test('a malformed request is refused, and the next is served', async (t) => {
  const box = await started(t);
  for (const [bytes, status] of [
    ['nonsense\r\n\r\n', 400],
    ['GET / HTTP/9.9\r\n\r\n', 400],
    ['GET /api/v1/town HTTP/1.1\r\n\r\n', 400], // No Host.
    ['GET /api/v1/town HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    [post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}'), 400],
    [post('Content-Length: -1\r\n'), 400],
    [post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), 400],
    [post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'), 400],
    [post('Transfer-Encoding: chunked\r\nContent-Length: 2\r\n', '0\r\n\r\n'), 400],
  ]) {
    const answer = await raw(box, bytes);
    assert.equal(statusOf(answer), status, `${bytes} -> ${answer}`);
    assert.match(answer, /application\/problem\+json/, bytes);
    await isWell(box);
  }
});

test('what is too large is refused, and the next is served', async (t) => {
  const box = await started(t, { settings: `${noPrinter}\n[limits]\nbody_bytes_max = 4096\n` });
  const big = 'x'.repeat(5000);
  for (const [bytes, status] of [
    [post('Content-Length: 5000\r\n', big), 413],
    [post('Content-Length: 99999999999\r\n'), 413],
    [post('Transfer-Encoding: chunked\r\n', `1388\r\n${big}\r\n0\r\n\r\n`), 413],
    [`GET /${'x'.repeat(10_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    [`GET / HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(2000)}\r\n`, 431],
  ]) {
    const answer = await raw(box, bytes);
    assert.equal(statusOf(answer), status, answer);
    await isWell(box);
  }
});

test('a request that stops halfway does nothing', async (t) => {
  const box = await started(t);
  const totem = await box.device('totem', 'kiosk');
  const body = '{"lane":"quick"}';
  const whole = post(
    `Authorization: Bearer ${totem.token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`,
    body,
  );
  for (let length = 1; length < whole.length; length += 7) {
    const how = length % 2 ? (socket) => socket.end() : (socket) => socket.destroy();
    assert.notEqual(statusOf(await raw(box, whole.slice(0, length), how)), 201);
  }
  assert.equal(statusOf(await raw(box, whole)), 201);
  assert.deepEqual(await rows(box.file, 'SELECT count(*) AS tickets FROM ticket'), [
    { tickets: 1 },
  ]);
  await isWell(box);
});

test('random bytes kill nobody', async (t) => {
  const seed = Number(process.env.SPORTELLO_SEED ?? Date.now());
  t.diagnostic(`SPORTELLO_SEED=${seed}`);
  const random = randomFrom(seed);
  const box = await started(t);
  const starts = [
    '',
    'GET ',
    'POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n',
  ];
  for (let i = 0; i < 100; ++i) {
    const noise = Buffer.from(
      Array.from({ length: Math.floor(random() * 300) }, () => random() * 256),
    );
    const bytes = Buffer.concat([Buffer.from(starts[i % starts.length]), noise]);
    const answer = await raw(box, bytes, (socket) =>
      random() < 0.5 ? socket.end() : socket.destroy(),
    );
    assert.ok(!answer || statusOf(answer) >= 400, answer);
  }
  await isWell(box);
});

test('a slow request is given up, and meanwhile all others are served', async (t) => {
  const box = await started(t);
  let served = 0;
  const answer = raw(box, 'GET /api/v1/town HTTP/1.1\r\nHos', () => {});
  let waiting = true;
  answer.finally(() => (waiting = false));
  while (waiting) {
    await isWell(box);
    ++served;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.equal(statusOf(await answer), 408);
  assert.ok(served > 10, `${served} served`);
});

test('beyond the connections that are allowed, a client is told to come back', async (t) => {
  const box = await started(t, { settings: `${noPrinter}\n[limits]\nconnections_max = 4\n` });
  const held = Array.from({ length: 4 }, () => {
    let socket;
    const closed = raw(box, 'GET', (opened) => (socket = opened));
    return { closed, end: () => socket.destroy() };
  });
  const request = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const answers = (status) => async () => {
    const answer = await raw(box, request);
    return statusOf(answer) === status && answer;
  };
  const turnedAway = await until(answers(503), 'the four are accepted');
  assert.match(turnedAway, /Retry-After: 1/i);
  held.forEach((one) => one.end());
  await Promise.all(held.map((one) => one.closed));
  await until(answers(200), 'there is room again');
});

test('a full queue is answered 503 with Retry-After, and what was accepted is kept', async (t) => {
  const box = await started(t, { settings: `${noPrinter}\n[limits]\nqueue_max = 4\n` });
  const totem = await box.device('totem', 'kiosk');
  const given = [];
  let busy = 0;
  await Promise.all(
    Array.from({ length: 40 }, async () => {
      for (let i = 0; i < 5; ++i) {
        const reply = await totem.post('/tickets', { lane: 'quick' });
        if (reply.status === 201) {
          given.push(reply.body.number);
          continue;
        }
        assert.equal(refused(reply, 503), 'http.503');
        assert.equal(reply.headers.get('retry-after'), '1');
        ++busy;
      }
    }),
  );
  t.diagnostic(`${given.length} issued, ${busy} told to come back`);
  assert.ok(given.length > 0 && busy > 0);
  const kept = await rows(box.file, "SELECT prefix || printf('%03d', number) AS n FROM ticket");
  assert.deepEqual(kept.map((row) => row.n).sort(), given.sort());
  must(await totem.post('/tickets', { lane: 'quick' }), 201);
});
