// tests/daemon/run.test.mjs -- how the daemon starts, refuses to start, goes on and stops; plugins
// that are broken, backups, and what the monitoring reads.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { build, makeBox, root } from './box.mjs';
import { must, noPrinter, rows, started, until, virtualPrinter } from './steps.mjs';

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function stopped(t, settings = noPrinter) {
  const box = makeBox({ settings });
  t.after(() => box.dispose());
  return box;
}

// --- The configuration.

test('a right configuration is said to be so, and nothing is started', async (t) => {
  const box = stopped(t);
  const { code, stdout } = await box.program('--check-config');
  assert.equal(code, 0);
  assert.match(stdout, /no mistakes/);
  assert.throws(() => statSync(box.file), { code: 'ENOENT' });
});

test('every mistake is named with its file, line and key, and nothing is started', async (t) => {
  const settings = [
    'colour = "red"',
    '[server]',
    'port = 70000',
    'listen = "everywhere"',
    '[town]',
    'province = 7',
    '[limits]',
    'readers = 0',
    '[log]',
    'level = "loud"',
    '[[printers]]',
    'id = "kiosk"',
    'name = "Totem"',
    'port = "parallel:1"',
  ].join('\n');
  const box = stopped(t, settings);
  for (const args of [['--check-config'], []]) {
    const { code, stderr } = await box.program(...args);
    assert.equal(code, 2, stderr);
    for (const [line, key] of [
      [1, 'colour'],
      [3, 'server.port'],
      [4, 'server.listen'],
      [6, 'town.province'],
      [8, 'limits.readers'],
      [10, 'log.level'],
      [14, 'printers[1].port'],
    ]) {
      const expected = `20-settings.toml:${line}: ${key}: `;
      assert.ok(stderr.includes(expected), `${expected} is not in\n${stderr}`);
    }
    assert.match(stderr, /7 mistakes/);
  }
  assert.throws(() => statSync(box.file), { code: 'ENOENT' });
});

test('a file that is no TOML is named with the line', async (t) => {
  const box = stopped(t, '[server\nport = 1\n');
  const { code, stderr } = await box.program('--check-config');
  assert.equal(code, 2);
  assert.match(stderr, /20-settings\.toml:1: /);
});

test('a port that is taken ends the start with a sentence', async (t) => {
  const first = await started(t);
  const { port } = new URL(first.url);
  const second = stopped(t, `${noPrinter}\n[server]\nport = ${port}\n`);
  const { code, stderr } = await second.program();
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(port));
});

// --- The database.

// A good database with a ticket, not in use.
async function used(t) {
  const box = await started(t);
  const totem = await box.device('totem', 'kiosk');
  for (let i = 0; i < 50; ++i) must(await totem.post('/tickets', { lane: 'quick' }), 201);
  assert.deepEqual(await box.stop(), { code: 0, signal: null });
  return box;
}

async function isRefused(box, words) {
  const before = hashOf(box.file);
  const { code, stderr } = await box.program();
  assert.equal(code, 1, stderr);
  assert.match(stderr, words);
  assert.ok(stderr.includes(box.file), stderr);
  assert.equal(hashOf(box.file), before, 'the file was touched');
}

test('a damaged database is refused and left as it is', async (t) => {
  const box = await used(t);
  const bytes = readFileSync(box.file);
  const page = bytes.readUInt16BE(16);
  bytes.fill(0xa5, 3 * page, 30 * page);
  writeFileSync(box.file, bytes);
  await isRefused(box, /damaged.*backup/s);
});

test('a database whose beginning is damaged is refused and left as it is', async (t) => {
  const box = await used(t);
  const bytes = readFileSync(box.file);
  bytes.fill(0, 0, 100);
  writeFileSync(box.file, bytes);
  await isRefused(box, /damaged.*backup/s);
});

test("another program's database is refused and left as it is", async (t) => {
  const box = stopped(t);
  await rows(box.file, 'CREATE TABLE photo (id INTEGER PRIMARY KEY)');
  await isRefused(box, /not a database of Sportello/);
});

test('a file that is no database is refused and left as it is', async (t) => {
  const box = stopped(t);
  writeFileSync(box.file, 'Gentile sindaco,\n'.repeat(500));
  await isRefused(box, /not a database of Sportello/);
});

test('the database of a newer version is refused and left as it is', async (t) => {
  const box = await used(t);
  await rows(
    box.file,
    "INSERT INTO migration (owner, number, name, sha256) VALUES ('', 9999, '9999_future.sql', 'x')",
  );
  await isRefused(box, /newer/);
});

test('two daemons do not share a database', async (t) => {
  const box = await started(t);
  const other = stopped(t, `${noPrinter}\n[storage]\nfile = "${box.file}"\n`);
  const { code, stderr } = await other.program();
  assert.equal(code, 1, `${code}: ${stderr}`);
  assert.match(stderr, /another sportellod/);
  assert.equal((await fetch(`${box.url}/healthz`)).status, 200);
});

test("the database is its owner's alone", async (t) => {
  const box = await started(t);
  for (const file of [box.file, box.socket]) assert.equal(statSync(file).mode & 0o077, 0, file);
});

// --- Signals.

test('SIGTERM answers what is in progress, and ends with 0', async (t) => {
  const box = await started(t);
  const body = JSON.stringify({ user: 'anna', password: 'x' });
  const { hostname, port } = new URL(box.url);
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk));
  const closed = new Promise((done) => socket.on('close', done));
  socket.write(
    'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n' +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await until(() => answer.includes('100 Continue'), 'the daemon waits for the body');
  const ending = box.stop();
  await until(() => box.log.includes('stopping'), 'the daemon is stopping');
  socket.write(body);
  await closed;
  assert.match(answer, /HTTP\/1\.1 401 /);
  assert.match(answer, /session\.wrong/);
  assert.deepEqual(await ending, { code: 0, signal: null });
});

test('SIGTERM under load ends with 0, and what was answered is kept', async (t) => {
  const box = await started(t, { settings: virtualPrinter });
  const totem = await box.device('totem', 'kiosk');
  const given = [];
  const clients = Array.from({ length: 8 }, async () => {
    for (;;) {
      const reply = await totem.post('/tickets', { lane: 'quick' }).catch(() => undefined);
      if (!reply) return;
      given.push(must(reply, 201).number);
    }
  });
  await until(() => given.length > 50, 'fifty tickets');
  assert.deepEqual(await box.stop(), { code: 0, signal: null });
  await Promise.all(clients);
  const kept = await rows(box.file, "SELECT prefix || printf('%03d', number) AS n FROM ticket");
  const numbers = new Set(kept.map((row) => row.n));
  for (const number of given) assert.ok(numbers.has(number), number);
});

test('SIGHUP reads the certificate again and goes on', async (t) => {
  const box = await started(t);
  box.process.kill('SIGHUP');
  await until(() => box.log.includes('certificate was read again'), 'the reload');
  assert.equal((await fetch(`${box.url}/healthz`)).status, 200);
  assert.deepEqual(await box.stop(), { code: 0, signal: null });
});

test('the daemon goes on when nobody reads its log any more', async (t) => {
  const box = await started(t);
  box.process.stderr.destroy();
  for (let i = 0; i < 3; ++i) box.process.kill('SIGHUP'); // Each is logged.
  for (let i = 0; i < 3; ++i) assert.equal((await fetch(`${box.url}/healthz`)).status, 200);
  assert.deepEqual(await box.stop(), { code: 0, signal: null });
});

// --- Plugins.

const manifest = {
  id: 'sample',
  version: '1.0.0',
  abi: 1,
  title: { it: 'Prova', en: 'Sample' },
  filing_class: 'I.6',
  office: { it: 'Ufficio', en: 'Office' },
  needs: [],
  calls: [],
  operations: [],
};
const operations = [{ id: 'look', kind: 'query' }];

// Each folder: its manifest, its other files, and the reason that must be told.
const broken = {
  'no-json': ['{', {}, /manifest\.json/],
  'no-version': [{ ...manifest, version: undefined }, {}, /version/],
  'odd-member': [{ ...manifest, colour: 'red' }, {}, /colour/],
  'future-abi': [{ ...manifest, abi: 9 }, {}, /abi/],
  'no-library': [{ ...manifest, operations }, {}, /is missing/],
  'no-elf': [{ ...manifest, operations }, { 'no-elf.so': 'not a library' }, /cannot be loaded/],
  'no-symbol': [{ ...manifest, operations }, { 'no-symbol.so': 'escpos' }, /sportello_plugin_v1/],
  'other-build': [
    { ...manifest, operations },
    { 'other-build.so': 'protocol' },
    /not of one build/,
  ],
  'needs-nobody': [{ ...manifest, needs: ['nobody'] }, {}, /nobody/],
  'bad-sql': [manifest, { 'migrations/0001_a.sql': 'CREATE TABEL x (y);' }, /0001_a\.sql/],
  'bad-name': [manifest, { 'migrations/first.sql': '' }, /first\.sql/],
  grabs: [manifest, { 'migrations/0001_a.sql': 'DROP TABLE ticket;' }, /may not/],
  'bad-form': [
    { ...manifest, operations: [{ ...operations[0], form: 'form.json' }] },
    { 'form.json': '{"type": "object", "properties": 7}' },
    /form\.json/,
  ],
};
const libraries = {
  escpos: join(build, 'drivers/escpos/escpos.so'),
  protocol: join(build, 'plugins/protocol/protocol.so'),
};

function putBroken(folder) {
  for (const [id, [described, files]] of Object.entries(broken)) {
    const home = join(folder, id);
    mkdirSync(join(home, 'migrations'), { recursive: true });
    const text = typeof described === 'string' ? described : JSON.stringify({ ...described, id });
    writeFileSync(join(home, 'manifest.json'), text);
    for (const [name, content] of Object.entries(files)) {
      if (libraries[content]) cpSync(libraries[content], join(home, name));
      else writeFileSync(join(home, name), content);
    }
  }
}

test('a plugin that is broken is left out with the reason, and all others run', async (t) => {
  const settings = (home) => {
    putBroken(join(home, 'plugins'));
    return `${noPrinter}\n[paths]\nplugins = ["${build}/plugins", "${home}/plugins"]\n`;
  };
  const box = await started(t, { settings });
  const shown = JSON.parse(await box.cli('--json', 'plugins')).items;
  const found = new Map(shown.map((plugin) => [plugin.id, plugin]));
  for (const [id, [, , reason]] of Object.entries(broken)) {
    assert.equal(found.get(id)?.state, 'failed', id);
    assert.match(found.get(id).reason, reason, id);
  }
  for (const id of ['protocol', 'registry']) assert.equal(found.get(id).state, 'running');
  const text = await box.cli('plugins');
  for (const id of Object.keys(broken))
    assert.match(text, new RegExp(`^${id} .*failed\\n {4}\\S`, 'm'));
  const anna = await box.operator();
  const { form } = must(await anna.get('/procedures/accesso-civico-semplice'), 200);
  const body = { procedure: 'accesso-civico-semplice', data: form.examples[0] };
  must(await anna.post('/cases', body), 201);
});

test('an area whose library is missing offers nothing, and says so', async (t) => {
  const settings = (home) => {
    const copy = join(home, 'plugins/protocol');
    cpSync(join(root, 'plugins/protocol'), copy, { recursive: true });
    return `${noPrinter}\n[paths]\nplugins = ["${home}/plugins"]\n`;
  };
  const box = await started(t, { settings });
  const anna = await box.operator();
  const [area] = must(await anna.get('/areas'), 200).items;
  assert.equal(area.available, false);
  assert.match(area.reason, /protocol\.so is missing/);
  const { form, available } = must(await anna.get('/procedures/accesso-civico-semplice'), 200);
  assert.equal(available, false);
  const body = { procedure: 'accesso-civico-semplice', data: form.examples[0] };
  const reply = await anna.post('/cases', body);
  assert.equal(must(reply, 503).type, '/problems/case.area-left-out');
  must(await anna.post('/tickets', { procedure: 'accesso-civico-semplice' }), 201);
  assert.deepEqual(await rows(box.file, 'SELECT id FROM cases'), []);
});

// --- Backups and monitoring.

test('a backup is made while work goes on, is whole, and starts another box', async (t) => {
  const box = await started(t);
  const totem = await box.device('totem', 'kiosk');
  let done = false;
  const given = [];
  const working = (async () => {
    while (!done) given.push(must(await totem.post('/tickets', { lane: 'quick' }), 201));
  })();
  await until(() => given.length > 10, 'ten tickets');
  const before = given.length;
  const [, file] = /^(\S+) \(\d+ bytes\)$/.exec(await box.cli('backup'));
  done = true;
  await working;
  assert.deepEqual(await rows(file, 'PRAGMA integrity_check'), [{ integrity_check: 'ok' }]);
  assert.equal(statSync(file).mode & 0o077, 0);
  assert.throws(() => statSync(`${file}-wal`), { code: 'ENOENT' });
  const restored = makeBox({ settings: noPrinter });
  t.after(() => restored.dispose());
  cpSync(file, restored.file);
  await restored.start();
  const again = restored.client();
  again.token = totem.token; // Sessions are in the copy too.
  for (const ticket of given.slice(0, before))
    assert.equal(must(await again.get(`/tickets/${ticket.id}`), 200).number, ticket.number);
});

test('the command says who it could not reach, and what was refused', async (t) => {
  const box = await started(t);
  await box.cli('token', 'add', 'totem', '--role', 'kiosk');
  const refusal = await box.cli('user', 'add', 'totem', '--name', 'X').catch((error) => error);
  assert.equal(refusal.code, 1);
  assert.match(refusal.stderr, /totem/);
  assert.match(await box.cli('status'), /^Crema /);
  await box.stop();
  const unreachable = await box.cli('status').catch((error) => error);
  assert.equal(unreachable.code, 2);
  assert.match(unreachable.stderr, /admin\.sock/);
});

test('the health check answers, and the metrics can be read', async (t) => {
  const box = await started(t);
  const totem = await box.device('totem', 'kiosk');
  for (let i = 0; i < 5; ++i) must(await totem.post('/tickets', { lane: 'quick' }), 201);
  assert.deepEqual(await (await fetch(`${box.url}/healthz`)).json(), { status: 'ok' });
  const reply = await fetch(`${box.url}/metrics`);
  assert.match(reply.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  const kinds = new Map();
  const values = new Map();
  for (const line of (await reply.text()).trimEnd().split('\n')) {
    const kind = /^# (?:HELP (\w+) \S.*|TYPE (\w+) (counter|gauge|histogram))$/.exec(line);
    if (kind?.[2]) kinds.set(kind[2], kind[3]);
    if (kind) continue;
    const sample = /^(\w+)(\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? (-?[\d.]+(?:e-?\d+)?)$/.exec(line);
    assert.ok(sample, `not a sample: ${line}`);
    assert.ok(kinds.has(sample[1].replace(/_(bucket|sum|count)$/, '')), line);
    assert.ok(!values.has(sample[1] + (sample[2] ?? '')), `twice: ${line}`);
    values.set(sample[1] + (sample[2] ?? ''), Number(sample[3]));
  }
  assert.ok(values.get('sportello_store_commands_total') >= 6);
  assert.ok(values.get('process_resident_memory_bytes') > 1e6);
  assert.ok(values.get('sportello_http_responses_total{class="2xx"}') >= 6);
  const buckets = [...values].filter(([name]) => name.includes('_bucket{')).map(([, n]) => n);
  assert.deepEqual(
    buckets,
    [...buckets].sort((a, b) => a - b),
  );
  assert.equal(buckets.at(-1), values.get('sportello_http_request_seconds_count'));
});
