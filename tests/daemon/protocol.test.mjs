// tests/daemon/protocol.test.mjs -- the protocol register in the whole daemon: numbers under load,
// documents kept by their digest, the daily register by the clock, and the check of the chain.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { must, refused, rows, started, until } from './steps.mjs';

const document = { direction: 'in', correspondent: 'Ferrari Marco', subject: 'Istanza' };
const run = (client, operation, input) =>
  client.post(`/plugins/protocol/operations/${operation}`, input ?? {});
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

async function keep(client, content) {
  const reply = await fetch(`${client.box.url}/api/v1/attachments`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${client.token}`,
      'Content-Type': 'application/octet-stream',
    },
    body: content,
  });
  return { status: reply.status, body: await reply.json() };
}

const attached = (digest, bytes, main = true) => ({
  sha256: digest,
  name: 'istanza.pdf',
  media_type: 'application/pdf',
  bytes,
  main,
});

test('a thousand registrations at once have the numbers from 1 to 1000', async (t) => {
  const box = await started(t);
  const anna = await box.operator();
  const numbers = [];
  const work = async () => {
    for (let i = 0; i < 50; ++i)
      numbers.push(must(await run(anna, 'register', document), 200).number);
  };
  await Promise.all(Array.from({ length: 20 }, work));
  assert.deepEqual(
    numbers.sort((a, b) => a - b),
    Array.from({ length: 1000 }, (_, i) => i + 1),
  );
  assert.match(await box.cli('protocol', 'verify'), /^100\d lines and 0 closed days: all fit$/);
});

test('a document is kept by its digest, then registered, and given back', async (t) => {
  const box = await started(t);
  const anna = await box.operator();
  const content = Buffer.alloc(3 << 20, 'contenuto');
  const digest = sha256(content);
  const unknown = await run(anna, 'register', { ...document, attachments: [attached(digest, 1)] });
  assert.equal(refused(unknown, 422), 'body.invalid');
  assert.equal(unknown.body.errors[0].pointer, '/attachments/0/sha256');
  assert.equal(unknown.body.errors[0].code, 'attachment.unknown');

  const kept = await keep(anna, content);
  assert.deepEqual(kept, { status: 201, body: { sha256: digest, bytes: content.length } });
  assert.equal((await keep(anna, content)).status, 201);
  assert.ok(existsSync(join(box.home, 'attachments', digest.slice(0, 2), digest)));

  const wrong = await run(anna, 'register', { ...document, attachments: [attached(digest, 1)] });
  assert.equal(wrong.body.errors[0].code, 'attachment.other-size');
  const entry = must(
    await run(anna, 'register', { ...document, attachments: [attached(digest, content.length)] }),
    200,
  );
  assert.equal(entry.number, 1); // What was refused took no number.
  const card = must(await run(anna, 'entry', { year: entry.year, number: 1 }), 200);
  assert.equal(card.entry.sha256, digest);

  const given = await fetch(`${box.url}/api/v1/attachments/${digest}`, {
    headers: { Authorization: `Bearer ${anna.token}` },
  });
  assert.equal(given.headers.get('content-disposition'), 'attachment');
  assert.ok(content.equals(Buffer.from(await given.arrayBuffer())));
  const looks = await rows(box.file, "SELECT actor FROM audit WHERE action = 'attachment.read'");
  assert.deepEqual(looks, [{ actor: 'anna' }]);

  assert.equal(refused(await anna.get(`/attachments/${sha256('x')}`), 404), 'attachment.unknown');
  const totem = await box.device('totem', 'kiosk');
  assert.equal((await totem.get(`/attachments/${digest}`)).status, 403);
  assert.equal((await keep(totem, content)).status, 403);
  assert.equal((await keep(anna, Buffer.alloc(0))).status, 422);

  await box.cli('backup');
  assert.ok(existsSync(join(box.home, 'backups/attachments', digest.slice(0, 2), digest)));
});

test('a document beyond the limit is refused, and the limit is configured', async (t) => {
  const settings = (home) => `
printers = []
[tickets]
printer = ""
[limits]
attachment_bytes_max = 2000000
[paths]
templates = "${home}/etc/templates"
`;
  const box = await started(t, { settings });
  const anna = await box.operator();
  assert.equal((await keep(anna, Buffer.alloc(2_000_000, 1))).status, 201);
  assert.equal((await keep(anna, Buffer.alloc(2_000_001, 1))).status, 413);
});

test('what was tampered with is named, and the command ends with 1', async (t) => {
  const box = await started(t);
  const anna = await box.operator();
  for (let i = 0; i < 3; ++i) must(await run(anna, 'register', document), 200);
  await rows(box.file, "UPDATE protocol_entry SET subject = 'Altro' WHERE number = 2");
  await assert.rejects(box.cli('protocol', 'verify'), (failed) => {
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /registration 0000002\/\d{4}: what it says is not what was record/);
    return true;
  });
});

test('days are closed by the clock, as the system', async (t) => {
  const minutes = new Date().toLocaleTimeString('en-GB', { timeZone: 'Europe/Rome' });
  if (minutes < '00:06:00') return t.skip('the job waits for 00:05');
  const box = await started(t);
  const ran = () => rows(box.file, 'SELECT area, operation, day FROM job_run');
  const [job] = await until(async () => {
    const found = await ran();
    return found.length ? found : undefined;
  }, 'the job has run');
  assert.deepEqual([job.area, job.operation], ['protocol', 'close-days']);
  assert.deepEqual(await rows(box.file, 'SELECT kind FROM protocol_journal'), [
    { kind: 'opening' },
  ]);
  const anna = await box.operator();
  const closed = must(await run(anna, 'close-days'), 200);
  assert.deepEqual(closed, { closed: 0, more: false });
});

test('a reserved entry is hidden from an operator and shown to a supervisor', async (t) => {
  const box = await started(t);
  const anna = await box.operator();
  const carla = await box.operator('carla');
  const bruno = await box.operator('bruno', 'supervisor');
  const entry = must(await run(anna, 'register', { ...document, reserved: true }), 200);
  const subject = async (client) =>
    must(await run(client, 'entry', { year: entry.year, number: 1 }), 200).entry.subject;
  assert.equal(await subject(anna), 'Istanza');
  assert.equal(await subject(carla), '');
  assert.equal(await subject(bruno), 'Istanza');
  const asked = { day: '2026-01-01', reason: 'versamento al conservatore' };
  assert.equal((await run(carla, 'export-day', asked)).status, 403);
  assert.equal((await run(bruno, 'export-day', asked)).status, 404);
  assert.equal((await run(bruno, 'export-day', { day: '2026-01-01' })).status, 422);
});
