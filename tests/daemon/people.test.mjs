// tests/daemon/people.test.mjs -- who may come in, and what is written down of what they did.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './box.mjs';
import { must, refused, rows, started, virtualPrinter } from './steps.mjs';

const password = 'cavallo graffetta 7 pila';
const fresh = 'treno lampada 4 fiume';
const people = readFileSync(join(root, 'plugins/registry/demo/people.json'), 'utf8');

const signIn = (box, user, given) => box.client().post('/sessions', { user, password: given });

test('a fresh box has nobody who could come in', async (t) => {
  const box = await started(t);
  assert.deepEqual(await rows(box.file, 'SELECT id FROM operator'), []);
  assert.deepEqual(await rows(box.file, 'SELECT id FROM device'), []);
  for (const [user, given] of [
    ['admin', 'admin'],
    ['root', ''],
    ['local', 'local'],
    ['sportello', 'sportello'],
  ])
    assert.equal(refused(await signIn(box, user, given), 401), 'session.wrong');
});

test('a wrong password and an unknown name are answered alike', async (t) => {
  const box = await started(t);
  await box.operator('anna', 'operator', password);
  const replies = [await signIn(box, 'anna', 'sbagliata'), await signIn(box, 'nessuno', password)];
  for (const reply of replies) assert.equal(refused(reply, 401), 'session.wrong');
  assert.equal(replies[0].text, replies[1].text);
});

test('after five wrong passwords in a row an account is locked, right password or not', async (t) => {
  const box = await started(t);
  await box.operator('anna', 'operator', password);
  await box.operator('bruno', 'operator', password);
  for (let i = 0; i < 4; ++i)
    assert.equal(refused(await signIn(box, 'anna', 'x'), 401), 'session.wrong');
  must(await signIn(box, 'anna', password), 201); // Four were not in a row of five.
  for (let i = 0; i < 5; ++i)
    assert.equal(refused(await signIn(box, 'anna', 'x'), 401), 'session.wrong');
  const locked = await signIn(box, 'anna', password);
  assert.equal(refused(locked, 401), 'session.locked');
  assert.match(locked.body.detail, /\d{2}:\d{2}/);
  must(await signIn(box, 'bruno', password), 201);
  await box.kill();
  await box.start();
  assert.equal(refused(await signIn(box, 'anna', password), 401), 'session.locked');
});

test('a password given by an administrator opens nothing until it is changed', async (t) => {
  const box = await started(t);
  const given = await box.cli('user', 'add', 'carla', '--name', 'Carla Neri');
  const carla = box.client();
  const session = await carla.signIn({ user: 'carla', password: given });
  assert.equal(session.principal.must_change_password, true);
  const elsewhere = box.client();
  await elsewhere.signIn({ user: 'carla', password: given });
  for (const path of ['/tickets', '/counters', '/status', '/board'])
    assert.equal(refused(await carla.get(path), 403), 'session.change-password', path);
  const change = (current, next) => carla.ask('PUT', '/me/password', { current, new: next });
  for (const [current, next, pointer] of [
    ['sbagliata', fresh, '/current'],
    [given, 'corta', '/new'],
    [given, 'password1234', '/new'],
    [given, given, '/new'],
    [given, 'la mia carla preferita', '/new'],
  ]) {
    const reply = await change(current, next);
    must(reply, 422);
    assert.equal(reply.body.errors[0].pointer, pointer, next);
  }
  must(await carla.get('/tickets'), 403);
  assert.equal((await change(given, fresh)).status, 204);
  must(await carla.get('/tickets'), 200);
  assert.equal(refused(await elsewhere.get('/tickets'), 401), 'session.none');
  assert.equal(refused(await signIn(box, 'carla', given), 401), 'session.wrong');
  must(await signIn(box, 'carla', fresh), 201);
});

test('who forgot the password gets one for first use, and the old one opens nothing', async (t) => {
  const box = await started(t);
  const anna = await box.operator('anna', 'operator', password);
  const given = await box.cli('user', 'password', 'anna');
  assert.equal(refused(await anna.get('/tickets'), 401), 'session.none');
  assert.equal(refused(await signIn(box, 'anna', password), 401), 'session.wrong');
  const session = must(await signIn(box, 'anna', given), 201);
  assert.equal(session.principal.must_change_password, true);
  await assert.rejects(box.cli('user', 'password', 'nessuno'), /nessuno/);
});

test('a disabled operator is out at once, until enabled; never the last administrator', async (t) => {
  const box = await started(t);
  const anna = await box.operator('anna', 'operator', password);
  const capo = await box.operator('capo', 'administrator', password);
  assert.equal(must(await capo.post('/operators/anna/disable'), 200).disabled, true);
  assert.equal(refused(await anna.get('/tickets'), 401), 'session.none');
  assert.equal(refused(await signIn(box, 'anna', password), 401), 'session.wrong');
  assert.match(await box.cli('user', 'list'), /anna.*\(disabled\)/);
  assert.equal(
    refused(await capo.post('/operators/capo/disable'), 409),
    'people.last-administrator',
  );
  assert.equal(refused(await capo.post('/operators/nessuno/disable'), 404), 'people.unknown');
  await box.cli('user', 'enable', 'anna');
  must(await signIn(box, 'anna', password), 201);
  const trail = await rows(box.file, "SELECT action FROM audit WHERE action LIKE 'operator.%abled'");
  assert.deepEqual(
    trail.map((line) => line.action),
    ['operator.disabled', 'operator.enabled'],
  );
});

test('who signs out is out, and nobody else is', async (t) => {
  const box = await started(t);
  const anna = await box.operator('anna', 'operator', password);
  const elsewhere = box.client();
  await elsewhere.signIn({ user: 'anna', password });
  const reply = await anna.ask('DELETE', '/sessions/current');
  assert.equal(reply.status, 204);
  assert.match(reply.headers.get('set-cookie'), /sportello_session=;.*Max-Age=0/);
  assert.equal(refused(await anna.get('/tickets'), 401), 'session.none');
  must(await elsewhere.get('/tickets'), 200);
});

test('the session is also a cookie that scripts do not see and other sites do not send', async (t) => {
  const box = await started(t);
  await box.operator('anna', 'operator', password);
  const reply = await signIn(box, 'anna', password);
  const cookie = reply.headers.get('set-cookie');
  assert.match(cookie, /; HttpOnly/);
  assert.match(cookie, /; SameSite=Strict/);
  const sent = { Cookie: cookie.split(';')[0] };
  assert.equal(must(await box.client().get('/sessions/current', sent), 200).principal.id, 'anna');
  must(await box.client().get('/sessions/current', { Cookie: 'sportello_session=x' }), 401);
});

for (const [how, end] of [
  ['a restart', (box) => box.stop()],
  ['a kill', (box) => box.kill()],
])
  test(`sessions of people and devices survive ${how}`, async (t) => {
    const box = await started(t);
    const clients = [await box.operator(), await box.device('totem', 'kiosk')];
    await end(box);
    await box.start();
    for (const client of clients) must(await client.get('/sessions/current'), 200);
  });

test('a device has one token: a new one ends the old and its sessions', async (t) => {
  const box = await started(t);
  const local = box.client();
  const { token } = await local.local('/device-tokens', { id: 'totem', role: 'kiosk' });
  const totem = box.client();
  await totem.signIn({ device_token: token });
  must(await totem.post('/tickets', { lane: 'quick' }), 201);
  const second = await local.local('/device-tokens', { id: 'totem', role: 'kiosk' });
  assert.equal(refused(await totem.get('/board'), 401), 'session.none');
  const again = await box.client().post('/sessions', { device_token: token });
  assert.equal(refused(again, 401), 'session.wrong-device');
  await totem.signIn({ device_token: second.token });
  must(await totem.get('/board'), 200);
});

test('a board looks and does not touch', async (t) => {
  const box = await started(t);
  const board = await box.device('tabellone', 'board');
  must(await board.get('/board'), 200);
  for (const [method, path] of [
    ['POST', '/tickets'],
    ['POST', '/counters/1/next'],
    ['GET', '/tickets'],
    ['PUT', '/me/password'],
  ])
    assert.equal(refused(await board.ask(method, path), 403), 'session.not-allowed', path);
});

test('a name is had by one: person or device', async (t) => {
  const box = await started(t);
  const dora = await box.operator('dora', 'administrator');
  must(await dora.post('/device-tokens', { id: 'totem', role: 'kiosk' }), 201);
  const taken = [
    await dora.post('/operators', { id: 'dora', name: 'Dora', role: 'operator' }),
    await dora.post('/operators', { id: 'totem', name: 'Totem', role: 'operator' }),
    await dora.post('/device-tokens', { id: 'dora', role: 'kiosk' }),
  ];
  for (const reply of taken) assert.equal(refused(reply, 409), 'people.taken');
});

// Signs in, looks people up, serves a ticket, opens cases, errs; returns what no log may hold.
async function trip(box) {
  const anna = await box.operator('anna', 'operator', password);
  const { token } = await box.client().local('/device-tokens', { id: 'totem', role: 'kiosk' });
  const totem = box.client();
  await totem.signIn({ device_token: token });
  must(await anna.post('/plugins/registry/operations/load-demo-people', people), 200);
  const reason = 'Richiesta di certificato allo sportello';
  const asked = { text: 'Ferrari Mar', reason };
  must(await anna.post('/plugins/registry/operations/search-people', asked), 200);
  const ticket = must(await totem.post('/tickets', { procedure: 'cambio-abitazione' }), 201);
  must(await anna.post('/counters/1/open'), 200);
  must(await anna.post('/counters/1/next'), 200);
  must(await anna.post(`/tickets/${ticket.id}/start`), 200);
  const open = async (procedure) => {
    const { form } = must(await anna.get(`/procedures/${procedure}`), 200);
    return anna.post('/cases', { procedure, ticket: ticket.id, data: form.examples[0] });
  };
  const opened = must(await open('cambio-abitazione'), 201);
  must(await open('certificato-anagrafico-bollo'), 201);
  await open('cambio-abitazione'); // Refused: moved already.
  must(await anna.get(`/cases/${opened.id}`), 200);
  await anna.get(`/cases/${opened.id}/documents/1`);
  await signIn(box, 'Ferrari Marco', 'parola segreta');
  await anna.post('/cases', '{"data": {"surname": "Bonizzi"');
  const names = JSON.parse(people).people.flatMap((one) => [one.surname, one.tax_code]);
  const streets = JSON.parse(people).people.flatMap((one) => one.residences.map((r) => r.street));
  const secrets = [password, 'parola segreta', token, totem.token, anna.token, reason, ticket.code];
  return { never: [...new Set([...names, ...streets, ...secrets])], opened, reason };
}

test('the log of a whole visit, at its most talkative, holds nothing of people and no secret', async (t) => {
  const box = await started(t, { settings: `${virtualPrinter}\n[log]\nlevel = "debug"\n` });
  const { never } = await trip(box);
  await box.stop();
  assert.ok(never.length > 20 && box.log.includes('ready on'));
  for (const word of never) assert.ok(!box.log.includes(word), `the log holds ${word}`);
});

test('events and kept sessions hold no secret and nothing of people', async (t) => {
  const box = await started(t);
  const { never } = await trip(box);
  const events = JSON.stringify(await rows(box.file, 'SELECT topic, data FROM event'));
  for (const word of never) assert.ok(!events.includes(word), `an event holds ${word}`);
  const kept = JSON.stringify([
    ...(await rows(box.file, 'SELECT * FROM session')),
    ...(await rows(box.file, 'SELECT * FROM operator')),
    ...(await rows(box.file, 'SELECT * FROM device')),
  ]);
  const secrets = never.filter((word) => /segreta|cavallo/.test(word) || word.length > 40);
  assert.ok(secrets.length >= 5);
  for (const word of secrets) assert.ok(!kept.includes(word), `the database holds ${word}`);
});

// As core/people/audit.hpp writes it down.
function hashed(previous, line) {
  const part = (text) => `${Buffer.byteLength(text)}:${text}`;
  const parts = [line.actor, line.action, line.object, line.reason].map(part).join(' ');
  const text = `${previous}${line.sequence} ${line.at} ${parts}\n`;
  return createHash('sha256').update(text).digest('hex');
}

test('every look-up leaves its line, with its reason, in a chain that can be checked', async (t) => {
  const box = await started(t);
  const { opened, reason } = await trip(box);
  const trail = await rows(box.file, 'SELECT * FROM audit ORDER BY sequence');
  const lines = trail.map((line) => [line.actor, line.action, line.object, line.reason].join('|'));
  for (const expected of [
    'anna|session.opened||',
    `anna|registry.search-people||${reason}`,
    `anna|case.read|case ${opened.id}|`,
    'unknown|session.refused||',
    'local|device.token-made|totem|',
    'local|operator.added|anna|',
  ])
    assert.ok(lines.includes(expected), `${expected} is not in\n${lines.join('\n')}`);
  assert.equal(lines.filter((line) => line === `anna|case.read|case ${opened.id}|`).length, 2);
  let previous = '';
  for (const [i, line] of trail.entries()) {
    assert.equal(line.sequence, i + 1);
    assert.equal(line.hash, hashed(previous, line), `line ${line.sequence}`);
    previous = line.hash;
  }
  const [head] = await rows(box.file, 'SELECT sequence, hash FROM audit_head');
  assert.deepEqual(head, { sequence: trail.length, hash: previous });
});
