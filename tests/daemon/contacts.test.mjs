// tests/daemon/contacts.test.mjs -- reception and telephone: each outcome, and all that follows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alwaysOpen,
  listen,
  must,
  noPrinter,
  refused,
  rows,
  started,
  townDay,
  until,
  virtualPrinter,
} from './steps.mjs';

const procedures = [{ procedure: 'cambio-abitazione', people: 2 }];
const taxCode = 'FRRMRA80A41D142Q';

async function hall(t, settings = noPrinter) {
  const box = await started(t, { settings: `${settings}\n${alwaysOpen}` });
  const [totem, anna] = [await box.device('totem', 'kiosk'), await box.operator('anna')];
  const end = async (body, who = anna) => must(await who.post('/contacts', body), 201);
  const slot = async () =>
    must(await anna.get(`/appointments/slots?from=${townDay(1)}&days=1`), 200).items[0].at;
  return { box, totem, anna, end, slot };
}

test('at the reception each outcome makes what follows from it', async (t) => {
  const { anna, end, slot } = await hall(t);
  const answered = await end({ outcome: 'answered', procedures, note: 'orari' });
  assert.deepEqual(
    [answered.state, answered.channel, answered.operator, answered.ticket, answered.reason],
    ['closed', 'reception', 'anna', null, 'orari'],
  );
  const given = await end({ outcome: 'ticket', procedures, priority: true, note: 'con carrozzina' });
  const ticket = must(await anna.get(`/tickets/${given.ticket}`), 200);
  assert.deepEqual(
    [ticket.number, ticket.contact, ticket.channel, ticket.priority, ticket.note],
    [given.number, given.id, 'reception', true, 'con carrozzina'],
  );
  assert.equal(ticket.procedures[0].people, 2);
  const booked = await end({ outcome: 'appointment', procedures, appointment: await slot() });
  const list = must(await anna.get(`/appointments?day=${townDay(1)}`), 200).items;
  assert.equal(list[0].id, booked.appointment);
  const back = await end({ outcome: 'call-back', call_back: { phone: '+39 333 1234567' } });
  const call = must(await anna.get(`/tickets/${back.ticket}`), 200);
  assert.equal(call.channel, 'phone');
  assert.ok(Date.parse(call.due_at) > Date.parse(call.issued_at));
  assert.equal(must(await anna.get('/queue'), 200).call_backs, 1);
  assert.equal(must(await anna.get(`/contacts/${back.id}`), 200).phone, '3331234567');
  const asked = await end({ outcome: 'task', procedures, task: { area: 'registry', text: 'Vale?' } });
  const task = must(await anna.get(`/tasks/${asked.task}`), 200);
  assert.deepEqual(
    [task.kind, task.question, task.contact, task.procedure],
    ['question', 'Vale?', asked.id, 'cambio-abitazione'],
  );
  const sent = await end({ outcome: 'back-office', procedures, reason: 'solo in archivio' });
  assert.equal(sent.reason, 'solo in archivio');
  assert.equal((await end({ outcome: 'abandoned' })).outcome, 'abandoned');
  const missing = await anna.post('/contacts', { outcome: 'case', case: 77 });
  assert.equal(refused(missing, 404), 'case.unknown');
  const today = must(await anna.get('/contacts?limit=3'), 200);
  assert.deepEqual(
    today.items.map((one) => one.outcome),
    ['abandoned', 'back-office', 'task'],
  );
  const rest = must(await anna.get(`/contacts?after=${today.next}`), 200).items;
  assert.deepEqual(
    rest.map((one) => one.outcome),
    ['call-back', 'appointment', 'ticket', 'answered'],
  );
  assert.ok([...today.items, ...rest].every((one) => one.phone === null));
});

test('papers that are missing are printed as a checklist, with the appointment offered', async (t) => {
  const { box, end, slot } = await hall(t, virtualPrinter);
  const appointment = await slot();
  const closed = await end({ outcome: 'papers-missing', procedures, missing: [1], appointment });
  assert.equal(closed.print.state, 'queued');
  await until(async () => {
    const [job] = await rows(box.file, 'SELECT state FROM print_job');
    return job.state === 'confirmed';
  }, 'the checklist is printed');
  const [job] = await rows(box.file, 'SELECT document, data FROM print_job');
  assert.equal(job.document, 'checklist');
  const data = JSON.parse(job.data);
  assert.deepEqual(
    data.procedures[0].documents.map((one) => one.missing),
    data.procedures[0].documents.map((_, i) => i === 1),
  );
  assert.ok(data.appointment_time);
  assert.ok(closed.appointment);
});

test('what an outcome needs is asked for, and what it does not know refused', async (t) => {
  const { totem, anna } = await hall(t);
  const wrong = async (body, who = anna) =>
    must(await who.post('/contacts', body), 422).errors.map((one) => one.pointer);
  assert.deepEqual(await wrong({}), ['/outcome']);
  assert.deepEqual(await wrong({ outcome: 'ticket' }), ['/procedures']);
  assert.deepEqual(await wrong({ outcome: 'back-office' }), ['/reason']);
  assert.deepEqual(await wrong({ outcome: 'answered', case: 1 }), ['/case']);
  assert.deepEqual(await wrong({ outcome: 'task', task: { area: 'x', text: 'y', z: 1 } }), [
    '/task/area',
    '/task/z',
  ]);
  assert.deepEqual(await wrong({ outcome: 'papers-missing', procedures, missing: [99] }), [
    '/missing',
  ]);
  assert.deepEqual(await wrong({ outcome: 'answered', tax_code: 'RSSMRA80A01H501X' }), [
    '/tax_code',
  ]);
  const at = new Date(Date.now() + 3 * 86_400_000).toISOString();
  assert.deepEqual(await wrong({ outcome: 'call-back', call_back: { phone: '112', at } }), [
    '/call_back/at',
  ]);
  const task = { outcome: 'task', task: { area: 'registry', text: 'Vale?' } };
  assert.deepEqual(await wrong(task, totem), ['/outcome']); // A kiosk asks no office.
  must(await totem.post('/contacts', { outcome: 'answered' }), 201);
});

test('a call rings by the exchange, is answered, and ends with what follows', async (t) => {
  const { box, anna } = await hall(t);
  const exchange = await box.device('centralino', 'exchange');
  const stream = await listen(anna, 0);
  t.after(() => stream.end());
  const call = must(await exchange.post('/calls', { phone: '+39 0373 894111' }), 201);
  assert.deepEqual([call.state, call.phone, call.operator], ['ringing', '0373894111', null]);
  refused(await exchange.post('/calls', { answered: true }), 422);
  assert.equal(refused(await exchange.get('/calls'), 403), 'session.not-allowed');
  assert.equal(must(await anna.get('/calls'), 200).items[0].id, call.id);
  assert.equal(must(await anna.post(`/calls/${call.id}/answer`), 200).operator, 'anna');
  const bruno = await box.operator('bruno');
  assert.equal(refused(await bruno.post(`/calls/${call.id}/answer`), 409), 'call.is-open');
  const answered = { outcome: 'answered' };
  assert.equal(refused(await bruno.post(`/calls/${call.id}/close`, answered), 409), 'call.held');
  const back = { outcome: 'call-back', procedures, call_back: { phone: '0373894111' } };
  const closed = must(await anna.post(`/calls/${call.id}/close`, back), 200);
  assert.deepEqual([closed.state, closed.outcome], ['closed', 'call-back']);
  assert.equal(must(await anna.get(`/tickets/${closed.ticket}`), 200).contact, call.id);
  assert.deepEqual(must(await anna.get('/calls'), 200).items, []);
  assert.equal(refused(await anna.post(`/calls/${call.id}/close`, back), 409), 'call.is-closed');
  await until(() => stream.received.some((one) => one.topic === 'call.closed'), 'the events');
  assert.deepEqual(
    stream.received.map((one) => one.topic).filter((topic) => topic.startsWith('call.')),
    ['call.ringing', 'call.open', 'call.closed'],
  );
  assert.ok(!JSON.stringify(stream.received).includes('0373'));
});

test("a citizen's contacts are seen together, with a reason that is kept", async (t) => {
  const { box, anna, end } = await hall(t);
  await end({ outcome: 'answered', tax_code: taxCode.toLowerCase(), phone: '333 1234567' });
  const call = must(await anna.post('/calls', { phone: '+393331234567', answered: true }), 201);
  await end({ outcome: 'answered' });
  const search = (whose) => anna.post('/contact-searches', whose);
  for (const [whose, pointer] of [
    [{ phone: '3331234567' }, '/reason'],
    [{ phone: '3331234567', reason: 'x' }, '/reason'],
    [{ reason: 'richiama' }, '/tax_code'],
    [{ tax_code: 'X', reason: 'richiama' }, '/tax_code'],
  ]) {
    const reply = await search(whose);
    assert.equal(refused(reply, 422), 'body.invalid');
    assert.equal(reply.body.errors[0].pointer, pointer);
  }
  const reason = 'richiama per la pratica';
  const found = must(await search({ phone: '333-1234567', reason }), 200).items;
  assert.deepEqual(
    found.map((one) => [one.id, one.phone, one.tax_code]),
    [
      [call.id, '3331234567', null],
      [1, '3331234567', taxCode],
    ],
  );
  const byCode = must(await search({ tax_code: taxCode, reason }), 200).items;
  assert.equal(byCode.length, 1);
  const lines = await rows(
    box.file,
    "SELECT actor, object, reason FROM audit WHERE action = 'contacts.looked-up' ORDER BY sequence",
  );
  assert.deepEqual(lines, [
    { actor: 'anna', object: `contacts ${call.id}, 1`, reason: 'richiama per la pratica' },
    { actor: 'anna', object: 'contacts 1', reason: 'richiama per la pratica' },
  ]);
  assert.ok(!box.log.includes('333') && !box.log.includes(taxCode));
});

test('personal data that has served is forgotten', async (t) => {
  const { box, end, slot } = await hall(t);
  const phone = '3331234567';
  await end({ outcome: 'answered', tax_code: taxCode, phone });
  await end({ outcome: 'answered', tax_code: taxCode, phone });
  const appointment = await slot();
  await end({ outcome: 'appointment', procedures, appointment, name: 'Maria Ferrari', phone });
  await box.stop();
  await rows(
    box.file,
    `UPDATE contact SET day = '${townDay(-91)}' WHERE id = 1;
     UPDATE appointment SET day = '${townDay(-31)}', state = 'missed'`,
  );
  await box.start();
  await until(async () => {
    const [{ n }] = await rows(box.file, 'SELECT count(*) AS n FROM contact WHERE phone IS NULL');
    return n === 1;
  }, 'the old contact is forgotten');
  const contacts = await rows(box.file, 'SELECT id, tax_code FROM contact ORDER BY id');
  assert.deepEqual(
    contacts.map((one) => one.tax_code),
    [null, taxCode, null],
  );
  const [kept] = await rows(box.file, 'SELECT name, phone, procedures FROM appointment');
  assert.deepEqual([kept.name, kept.phone], [null, null]);
  assert.match(kept.procedures, /cambio-abitazione/);
});
