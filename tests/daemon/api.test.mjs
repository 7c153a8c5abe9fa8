// tests/daemon/api.test.mjs -- the server does what its OpenAPI document says, and only that.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './box.mjs';
import { mistakes, resolve } from './schema.mjs';
import { listen, must, started, until, virtualPrinter } from './steps.mjs';

const staff = ['operator', 'supervisor', 'administrator'];
const form = (file) => JSON.parse(readFileSync(join(root, 'plugins', file), 'utf8')).examples[0];
const accented = /[àèéìòù]|nulla|questo|accedi|indirizzo|consente/i;

// A panel of one page, so that unknown paths meet the panel's files too.
const settings = (home) => {
  mkdirSync(join(home, 'panel'));
  writeFileSync(join(home, 'panel/index.html'), '<!doctype html><title>Sportello</title>');
  return `${virtualPrinter}\n[paths]\npanel = "${home}/panel"\n`;
};

function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      roles: operation['x-roles'],
      ...operation,
    })),
  );
}

async function documented(t) {
  const box = await started(t, { settings });
  const document = must(await box.client().get('/openapi.json'), 200);
  return { box, document, operations: operationsOf(document) };
}

// Takes every step of a visit, so that each operation answers with success at least once. `ask` is
// given the operation's id, who asks, the path's parameters and the body.
async function wholeTrip({ box, who, ask }) {
  const { totem, anna, dora, hall } = who;
  await ask('town', box.client());
  await ask('openapi', box.client());
  await ask('areas', box.client());
  await ask('procedures', box.client());
  await ask('procedure', box.client(), { id: 'cambio-abitazione' });
  await ask('whoAmI', anna);
  await ask('runOperation', anna, { id: 'registry', operation: 'load-demo-people' }, people);
  await ask('runOperation', anna, { id: 'protocol', operation: 'search' }, { text: 'ferrari' });
  const ticket = await ask('issueTicket', totem, {}, { procedure: 'cambio-abitazione' });
  const spare = await ask(
    'issueTicket',
    totem,
    {},
    { lane: 'long', language: 'en', priority: true },
  );
  await ask('tickets', anna);
  await ask('ticket', totem, { id: ticket.id });
  await ask('publicTicket', box.client(), { code: ticket.code });
  await ask('cancelTicket', anna, { id: spare.id });
  await ask('openCounter', anna, { id: 3 });
  await ask('callNext', anna, { id: 3 });
  await ask('recall', anna, { id: 3 });
  await ask('counters', anna);
  await ask('counter', anna, { id: 3 });
  await ask('board', hall);
  await ask('startTicket', anna, { id: ticket.id });
  const paid = { procedure: 'certificato-anagrafico-bollo', ticket: ticket.id };
  const certificate = form('registry/forms/certificate-stamped.json');
  const served = await ask('openCase', anna, {}, { ...paid, data: certificate });
  const move = form('registry/forms/change-address.json');
  await ask(
    'openCase',
    anna,
    {},
    { procedure: 'cambio-abitazione', ticket: ticket.id, data: move },
  );
  await ask('case', anna, { id: served.id });
  await ask('caseDocument', anna, { id: served.id, number: 1 });
  await ask('finishTicket', anna, { id: ticket.id });
  await ask('issueTicket', totem, {}, { lane: 'quick' });
  const absent = await ask('callNext', anna, { id: 3 });
  await ask('noShowTicket', anna, { id: absent.id });
  await ask('callNext', anna, { id: 3 }); // Nobody waits.
  await ask('closeCounter', anna, { id: 3 });
  await until(async () => {
    const job = await ask('printJob', totem, { id: ticket.print.job });
    return job.state === 'confirmed';
  }, 'the ticket is printed');
  await ask('reprint', anna, { id: ticket.print.job });
  await ask('devices', totem);
  await ask('plugins', anna);
  await ask('status', anna);
  await ask('operators', dora);
  await ask('addOperator', dora, {}, { id: 'carla', name: 'Carla', role: 'operator' });
  await ask('renewPassword', dora, { id: 'carla' });
  await ask('disableOperator', dora, { id: 'carla' });
  await ask('enableOperator', dora, { id: 'carla' });
  await ask('addDeviceToken', dora, {}, { id: 'totem-2', role: 'kiosk' });
  const kept = await ask('keepAttachment', anna, {}, 'un documento');
  await ask('attachment', anna, { sha256: kept.sha256 });
  await ask('backup', dora);
  await ask('changePassword', anna, {}, { current: password, new: 'treno lampada 4 fiume' });
  await ask('signIn', box.client(), {}, { user: 'anna', password: 'treno lampada 4 fiume' });
  await ask('signOut', anna);
}

const password = 'cavallo graffetta 7 pila';
const people = JSON.parse(readFileSync(join(root, 'plugins/registry/demo/people.json'), 'utf8'));

async function everyone(box) {
  return {
    totem: await box.device('totem', 'kiosk'),
    hall: await box.device('hall', 'board'),
    anna: await box.operator('anna', 'operator', password),
    bruno: await box.operator('bruno', 'supervisor', password),
    dora: await box.operator('dora', 'administrator', password),
  };
}

function filled(path, parameters) {
  return path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parameters[name]));
}

// What the reply breaks of the operation's description.
function deviations(document, operation, reply) {
  let described = operation.responses[reply.status];
  if (described?.$ref) described = resolve(document, described.$ref);
  if (!described) return [`${reply.status} is not described: ${reply.text}`];
  if (!described.content) return reply.status === 204 && reply.text ? ['a 204 with a body'] : [];
  const type = (reply.headers.get('content-type') ?? '').split(';')[0];
  const content = described.content[type];
  if (!content) return [`${type} is not described`];
  return reply.body === undefined ? [] : mistakes(document, content.schema, reply.body);
}

test('each operation of a whole visit answers as the document describes', async (t) => {
  const { box, document, operations } = await documented(t);
  const succeeded = new Set();
  const ask = async (id, client, parameters = {}, body) => {
    const operation = operations.find((one) => one.operationId === id);
    assert.ok(operation, `the document has no ${id}`);
    const reply = await client.ask(operation.method, filled(operation.path, parameters), body);
    assert.ok(reply.status < 300, `${id}: ${reply.status} ${reply.text}`);
    assert.deepEqual(deviations(document, operation, reply), [], id);
    succeeded.add(id);
    return reply.body;
  };
  await wholeTrip({ box, who: await everyone(box), ask });
  const stream = await listen(await box.device('hall', 'board'));
  stream.end();
  assert.equal(stream.type, 'text/event-stream');
  const never = operations.map((one) => one.operationId).filter((id) => !succeeded.has(id));
  assert.deepEqual(never, ['events']);
});

test('every route of the code is in the document, and the document has no other', async (t) => {
  const { document } = await documented(t);
  const folder = join(root, 'core/api');
  const source = readdirSync(folder)
    .filter((file) => file.endsWith('.cpp'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const routes = new Set([...source.matchAll(/"\/api\/v1(\/[^"]*)"/g)].map((found) => found[1]));
  assert.deepEqual([...routes].sort(), Object.keys(document.paths).sort());
});

test('a method that a path does not have is refused with those that it has', async (t) => {
  const { box, document } = await documented(t);
  const client = box.client();
  for (const [path, methods] of Object.entries(document.paths)) {
    const reply = await client.ask(
      'PATCH',
      filled(path, { id: 1, number: 1, code: 'x', operation: 'x' }),
    );
    assert.equal(reply.status, 405, path);
    assert.equal(reply.body.type, '/problems/http.405');
    const allowed = reply.headers.get('allow').split(', ').sort();
    assert.deepEqual(
      allowed,
      Object.keys(methods)
        .map((one) => one.toUpperCase())
        .sort(),
      path,
    );
  }
});

test('a path that is nothing is not found', async (t) => {
  const { box } = await documented(t);
  const paths = [
    '',
    '/',
    '/nothing',
    '/tickets/',
    '/tickets/1/explode',
    '/tickets//start',
    '/Town',
    '/%2e%2e/etc',
  ];
  for (const path of paths) {
    const reply = await box.client().get(`/api/v1${path}`);
    assert.equal(reply.status, 404, path);
    assert.match(reply.headers.get('content-type'), /^application\/problem\+json/, path);
  }
});

test('each role may do what the document gives it, and no more', async (t) => {
  const { box, operations } = await documented(t);
  const who = await everyone(box);
  const ticket = must(await who.totem.post('/tickets', { procedure: 'cambio-abitazione' }), 201);
  const plausible = { number: 1, code: ticket.code, operation: 'search' };
  const first = (path) =>
    path.startsWith('/procedures')
      ? 'cambio-abitazione'
      : path.startsWith('/plugins')
        ? 'protocol'
        : 1;
  const clients = {
    kiosk: who.totem,
    board: who.hall,
    operator: who.anna,
    supervisor: who.bruno,
    administrator: who.dora,
  };
  const status = async (client, { method, path }) => {
    if (path === '/events')
      return listen(client).then(
        (stream) => stream.end() ?? 200,
        (error) => Number(error.message.slice(-3)),
      );
    const body =
      ['POST', 'PUT'].includes(method) &&
      /search|tickets$|cases$|me|sessions|operators$|tokens/.test(path)
        ? {}
        : undefined;
    return (await client.ask(method, filled(path, { ...plausible, id: first(path) }), body)).status;
  };
  for (const operation of operations.filter((one) => one.roles)) {
    const name = `${operation.method} ${operation.path}`;
    assert.equal(await status(box.client(), operation), 401, `${name} by nobody`);
    for (const [role, client] of Object.entries(clients)) {
      const answered = await status(client, operation);
      if (operation.roles.includes(role))
        assert.ok(![401, 403, 405, 500].includes(answered), `${name} by ${role}: ${answered}`);
      else assert.equal(answered, 403, `${name} by ${role}`);
    }
  }
  const open = operations.filter((one) => one.security?.length === 0).map((one) => one.operationId);
  assert.deepEqual(open.sort(), [
    'areas',
    'openapi',
    'procedure',
    'procedures',
    'publicTicket',
    'signIn',
    'town',
  ]);
  assert.ok(
    operations.every(
      (one) => one.roles || one.security?.length === 0 || one.path === '/sessions/current',
    ),
  );
  assert.ok(
    operations
      .filter((one) => one.path.startsWith('/cases'))
      .every((one) => one.roles.join() === staff.join()),
  );
});

test('an error is a problem with a stable type, in Italian or in English as asked', async (t) => {
  const { box, document } = await documented(t);
  const { totem, anna } = await everyone(box);
  const problem = document.components.schemas.Problem;
  const errors = [
    [400, 'body.not-json', (headers) => totem.post('/tickets', '{', headers)],
    [401, 'session.none', (headers) => box.client().get('/tickets', headers)],
    [403, 'session.not-allowed', (headers) => totem.post('/counters/1/next', undefined, headers)],
    [404, 'ticket.unknown', (headers) => anna.get('/tickets/77', headers)],
    [404, 'http.404', (headers) => anna.get('/nothing', headers)],
    [405, 'http.405', (headers) => anna.ask('DELETE', '/town', undefined, headers)],
    [409, 'counter.closed', (headers) => anna.post('/counters/1/next', undefined, headers)],
    [413, 'http.413', (headers) => totem.post('/tickets', ' '.repeat(1 << 21), headers)],
    [422, 'body.invalid', (headers) => totem.post('/tickets', {}, headers)],
    [431, 'http.431', (headers) => anna.get('/town', { ...headers, 'X-Long': 'x'.repeat(9000) })],
  ];
  const languages = [
    [{}, 'it'],
    [{ 'Accept-Language': 'de' }, 'it'],
    [{ 'Accept-Language': 'it-IT,it;q=0.9,en;q=0.8' }, 'it'],
    [{ 'Accept-Language': 'en' }, 'en'],
    [{ 'Accept-Language': 'en-GB,en;q=0.9,it;q=0.8' }, 'en'],
  ];
  for (const [status, code, ask] of errors) {
    const details = { it: new Set(), en: new Set() };
    for (const [headers, language] of languages) {
      const reply = await ask(headers);
      must(reply, status);
      assert.match(reply.headers.get('content-type'), /^application\/problem\+json/);
      assert.deepEqual(mistakes(document, problem, reply.body), [], code);
      assert.equal(reply.body.type, `/problems/${code}`);
      assert.equal(reply.body.status, status);
      // Refused before its header was understood, a request has no language yet.
      if (status === 431) continue;
      assert.equal(reply.headers.get('content-language'), language, code);
      details[language].add(reply.body.detail);
    }
    if (status === 431) continue;
    assert.deepEqual([details.it.size, details.en.size], [1, 1], code);
    const [italian, english] = [...details.it, ...details.en];
    assert.notEqual(italian, english, code);
    assert.match(italian, accented, code);
    assert.ok(!italian.includes('{') && !english.includes('{'), code);
  }
});

test('a reply that is not a stream says how long it is, and HEAD says the same without it', async (t) => {
  const { box } = await documented(t);
  for (const path of ['/town', '/openapi.json', '/procedures', '/nothing']) {
    const whole = await box.client().get(path);
    const bare = await box.client().ask('HEAD', path);
    assert.equal(bare.status, whole.status, path);
    assert.equal(bare.text, '');
    assert.equal(bare.headers.get('content-length'), whole.headers.get('content-length'), path);
    assert.equal(Number(whole.headers.get('content-length')), Buffer.byteLength(whole.text), path);
  }
});
