// tests/daemon/printer.test.mjs -- a printer that is not there, does not move or is unplugged holds
// up nobody: the ticket is issued, says how it stands, and nothing is lost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { must, noPrinter, refused, started, until, virtualPrinter } from './steps.mjs';

const wanted = { procedure: 'cambio-abitazione' };

// A printer in the network that speaks as much ESC/POS as the driver asks of it.
//
//   behaviour.ready      says that it can print (else: the cover is open)
//   behaviour.reads      false: takes nothing and says nothing
//   behaviour.unplugged  its connection breaks in the middle of the next document
class NetworkPrinter {
  constructor(behaviour = {}) {
    this.behaviour = { ready: true, reads: true, unplugged: false, ...behaviour };
    this.paper = '';
    this.sockets = new Set();
    this.server = createServer((socket) => this.serve(socket));
  }

  listen(port = 0) {
    return new Promise((done) =>
      this.server.listen(port, '127.0.0.1', () => done(this.server.address().port)),
    );
  }

  close() {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((done) => this.server.close(done));
  }

  serve(socket) {
    this.sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.sockets.delete(socket));
    if (!this.behaviour.reads) return; // A paused socket: nobody listens to its data.
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      const isDocument = text.includes('\x1b@');
      if (isDocument && this.behaviour.unplugged) {
        this.behaviour.unplugged = false;
        socket.destroy();
        return;
      }
      if (isDocument) this.paper += text;
      socket.write(Buffer.from(this.answers(text)));
    });
  }

  // DLE EOT n: how are you? GS ( H: say when all before is printed.
  answers(text) {
    const { ready } = this.behaviour;
    return [...text.matchAll(/\x10\x04([\x01-\x04])|\x1d\(H\x06\x0000(.{4})/gs)].flatMap(
      (found) => {
        if (found[2]) return [0x37, 0x22, ...Buffer.from(found[2], 'latin1'), 0];
        if (found[1] === '\x01') return [ready ? 0x12 : 0x1a];
        return [found[1] === '\x02' && !ready ? 0x16 : 0x12];
      },
    );
  }
}

const networkPrinter = (port) => `
[[printers]]
id = "kiosk"
name = "Stampante in rete"
port = "tcp:127.0.0.1:${port}"
profile = { confirm = "gs-h" }
[devices]
stuck_seconds_max = 5
`;

// A port on which nobody listens.
async function freePort() {
  const printer = new NetworkPrinter();
  const port = await printer.listen();
  await printer.close();
  return port;
}

async function network(t, behaviour) {
  const printer = new NetworkPrinter(behaviour);
  const port = await printer.listen();
  t.after(() => printer.close());
  return { printer, port };
}

async function hall(t, settings) {
  const box = await started(t, { settings });
  const totem = await box.device('totem', 'kiosk');
  const issue = async () => must(await totem.post('/tickets', wanted), 201);
  const print = async (ticket) => must(await totem.get(`/tickets/${ticket.id}`), 200).print;
  const device = async () => must(await totem.get('/devices'), 200).items[0];
  const isIn = (state) => until(async () => (await device()).state === state, `printer ${state}`);
  const becomes = (ticket, state) =>
    until(async () => (await print(ticket)).state === state, `${ticket.number} ${state}`);
  return { box, totem, issue, print, device, isIn, becomes };
}

test('without a printer a ticket says that it has none', async (t) => {
  const { issue } = await hall(t, noPrinter);
  assert.deepEqual((await issue()).print, { job: null, state: 'none', printer: null });
});

test('a printer that is absent is offline, the tickets wait, and print when it comes', async (t) => {
  const port = await freePort();
  const { issue, print, device, isIn, becomes } = await hall(t, networkPrinter(port));
  await isIn('offline');
  const tickets = [];
  for (let i = 0; i < 5; ++i) tickets.push(await issue());
  for (const ticket of tickets) {
    assert.equal(ticket.print.state, 'queued');
    assert.equal(ticket.print.printer, 'offline');
  }
  assert.equal((await device()).jobs_waiting, 5);
  assert.match((await device()).advice, /non risponde/);
  const printer = new NetworkPrinter();
  await printer.listen(port);
  t.after(() => printer.close());
  for (const ticket of tickets) await becomes(ticket, 'confirmed');
  assert.equal((await print(tickets[0])).printer, 'ready');
  const numbers = [...printer.paper.matchAll(/A\d{3}|B\d{3}|C\d{3}/g)].map((found) => found[0]);
  assert.deepEqual(
    numbers,
    tickets.map((ticket) => ticket.number),
  );
});

test('tickets wait through a restart for a printer that is absent', async (t) => {
  const port = await freePort();
  const { box, issue, isIn, becomes } = await hall(t, networkPrinter(port));
  await isIn('offline');
  const tickets = [await issue(), await issue()];
  await box.kill();
  await box.start();
  const printer = new NetworkPrinter();
  await printer.listen(port);
  t.after(() => printer.close());
  for (const ticket of tickets) await becomes(ticket, 'confirmed');
  assert.equal(printer.paper.split('\x1b@').length - 1, 2);
});

test('with its cover open a printer gets nothing, and everything once it is closed', async (t) => {
  const { printer, port } = await network(t, { ready: false });
  const { issue, isIn, becomes } = await hall(t, networkPrinter(port));
  await isIn('cover-open');
  const ticket = await issue();
  assert.deepEqual([ticket.print.state, ticket.print.printer], ['queued', 'cover-open']);
  assert.equal(printer.paper, '');
  printer.behaviour.ready = true;
  await becomes(ticket, 'confirmed');
  assert.match(printer.paper, new RegExp(ticket.number));
});

test('unplugged in the middle of a ticket, the job is uncertain, the next ones print', async (t) => {
  const { printer, port } = await network(t);
  const { box, issue, print, isIn, becomes } = await hall(t, networkPrinter(port));
  await isIn('ready');
  printer.behaviour.unplugged = true;
  const [cutOff, next] = [await issue(), await issue()];
  await becomes(cutOff, 'uncertain');
  await becomes(next, 'confirmed');
  assert.ok(!printer.paper.includes(cutOff.number)); // Never again by itself.
  const anna = await box.operator();
  const { job } = await print(cutOff);
  assert.equal(must(await anna.get(`/print-jobs/${job}`), 200).reason, 'print.interrupted');
  const again = must(await anna.post(`/print-jobs/${job}/reprint`), 201);
  assert.equal(again.duplicate_of, job);
  await becomes(cutOff, 'confirmed');
  assert.match(printer.paper, new RegExp(`DUPLICATO.*${cutOff.number}`, 's'));
});

test('a printer that takes nothing is given up, and the daemon stops and starts well', async (t) => {
  const { port } = await network(t, { reads: false });
  const { box, issue, becomes } = await hall(t, networkPrinter(port));
  for (let i = 0; i < 5; ++i) {
    const ticket = await issue();
    assert.ok(['queued', 'sending'].includes(ticket.print.state));
    // Its connection took the bytes; what became of them it does not say.
    await becomes(ticket, 'sent');
    await issue();
    assert.deepEqual(await box.stop(), { code: 0, signal: null });
    await box.start();
  }
});

test('a reprint says DUPLICATO, the first paper does not', async (t) => {
  const { box, issue, becomes } = await hall(t, virtualPrinter);
  const anna = await box.operator();
  const ticket = await issue();
  await becomes(ticket, 'confirmed');
  const paper = (job) => readFileSync(join(box.home, 'paper', `${job}.bin`), 'latin1');
  assert.match(paper(ticket.print.job), new RegExp(ticket.number));
  assert.doesNotMatch(paper(ticket.print.job), /DUPLICATO/);
  const again = must(await anna.post(`/print-jobs/${ticket.print.job}/reprint`), 201);
  assert.equal(again.duplicate_of, ticket.print.job);
  await becomes(ticket, 'confirmed');
  await until(
    async () => must(await anna.get(`/print-jobs/${again.id}`), 200).state === 'confirmed',
    'reprinted',
  );
  assert.match(paper(again.id), /DUPLICATO/);
  assert.match(paper(again.id), new RegExp(ticket.number));
});

test('what waits to be printed is not printed twice by impatience', async (t) => {
  const { box, issue, isIn } = await hall(t, networkPrinter(await freePort()));
  await isIn('offline');
  const anna = await box.operator();
  const ticket = await issue();
  const reply = await anna.post(`/print-jobs/${ticket.print.job}/reprint`);
  assert.equal(refused(reply, 409), 'print.still-waiting');
});
