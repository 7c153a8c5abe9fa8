// tests/daemon/pace.test.mjs -- a printer in trouble does not slow down the issuing of tickets.
//
// Boxes are asked in turn, so that whatever else the machine does burdens them alike.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { median, must, noPrinter, started } from './steps.mjs';

const rounds = 300;
const warmUp = 30;
const ratioMax = 1.5;

const printerAt = (port) => `
[[printers]]
id = "kiosk"
name = "Stampante in rete"
port = "tcp:127.0.0.1:${port}"
`;

// A printer that accepts the connection and then reads nothing.
async function blocked(t) {
  const sockets = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.push(socket);
  });
  t.after(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server.address().port;
}

async function absent() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

test('issuing with a printer that is absent or blocked is as fast as with none', async (t) => {
  const halls = [];
  for (const [name, settings] of [
    ['none', noPrinter],
    ['absent', printerAt(await absent())],
    ['blocked', printerAt(await blocked(t))],
  ]) {
    const box = await started(t, { settings });
    halls.push({ name, totem: await box.device('totem', 'kiosk'), times: [] });
  }
  for (let i = 0; i < warmUp + rounds; ++i)
    for (const { totem, times } of halls) {
      const start = performance.now();
      must(await totem.post('/tickets', { procedure: 'cambio-abitazione' }), 201);
      if (i >= warmUp) times.push(performance.now() - start);
    }
  const [none, ...troubled] = halls.map((hall) => ({ ...hall, median: median(hall.times) }));
  t.diagnostic(`median without a printer: ${none.median.toFixed(2)} ms`);
  for (const { name, median: time } of troubled) {
    t.diagnostic(`median with a printer that is ${name}: ${time.toFixed(2)} ms`);
    assert.ok(time <= ratioMax * none.median, `${name}: ${time} ms, without ${none.median} ms`);
  }
});
