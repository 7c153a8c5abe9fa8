// tests/daemon/tasks.test.mjs -- from the counter to the back office and back: papers, terms,
// questions, and what the citizen sees of it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { listen, must, refused, rows, started, until } from './steps.mjs';

const run = promisify(execFile);
const procedure = 'accesso-documentale'; // Thirty days, which bind the office.
const english = { 'Accept-Language': 'en' };

async function townHall(t) {
  const box = await started(t);
  const anna = await box.operator('anna');
  const olga = await box.operator('olga', 'back-office');
  const data = must(await anna.get(`/procedures/${procedure}`), 200).form.examples[0];
  const accept = async () => must(await anna.post('/cases', { procedure, data }), 201);
  const page = async (code) => must(await box.client().get(`/public/cases/${code}`), 200);
  const step = async (who, task, name, body) =>
    must(await who.post(`/tasks/${task}/${name}`, body), 200);
  return { box, anna, olga, data, accept, page, step };
}

const day = (instant) => instant.toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' });

test('a case goes to the back office and comes back, and the citizen sees how it goes', async (t) => {
  const { box, anna, olga, data, accept, page, step } = await townHall(t);
  const stream = await listen(anna);
  t.after(() => stream.end());
  const opened = await accept();
  assert.equal(opened.state, 'accepted');
  assert.match(opened.code, /^[0-9a-f]{16}$/);
  const seen = await page(opened.code);
  assert.deepEqual(Object.keys(seen).sort(), [
    ...['due_on', 'office', 'opened_on', 'papers_missing', 'procedure', 'protocol', 'state'],
  ]);
  assert.equal(seen.state, 'accepted');
  assert.equal(seen.due_on, opened.due_on);
  assert.equal(seen.opened_on, day(new Date(opened.opened_at)));
  assert.equal(seen.protocol.number, opened.protocol.number);
  assert.ok(!JSON.stringify(seen).includes(data.applicant.surname));

  const { items } = must(await olga.get('/tasks?area=protocol&state=open'), 200);
  assert.deepEqual(
    items.map((task) => [task.id, task.case, task.kind, task.due_on, task.overdue, task.assignee]),
    [[opened.task, opened.id, 'case', opened.due_on, false, null]],
  );
  assert.equal((await step(olga, opened.task, 'take')).assignee, 'olga');
  const wanted = { papers: ['Delega', 'Planimetria catastale'], text: 'Basta una copia.' };
  const waiting = await step(olga, opened.task, 'ask-papers', wanted);
  assert.equal(waiting.state, 'waiting-papers');
  assert.equal(waiting.suspended_on, day(new Date()));
  const [delega, planimetria] = waiting.papers.map((paper) => paper.id);
  const suspended = await page(opened.code);
  assert.deepEqual(
    [suspended.state, suspended.papers_missing, suspended.due_on],
    ['suspended', 2, null],
  );
  await step(anna, opened.task, 'papers', { papers: [planimetria] });
  assert.equal((await page(opened.code)).papers_missing, 1);
  const again = await step(anna, opened.task, 'papers', { papers: [delega] });
  assert.deepEqual([again.state, again.suspended_on, again.due_on], ['open', null, opened.due_on]);
  assert.equal((await page(opened.code)).state, 'accepted');
  const answer = 'Copia pronta allo sportello.';
  const done = await step(olga, opened.task, 'complete', { outcome: 'granted', answer });
  assert.deepEqual([done.state, done.outcome, done.answer], ['completed', 'granted', answer]);
  assert.equal((await page(opened.code)).state, 'ready');
  assert.equal((await step(anna, opened.task, 'deliver')).state, 'delivered');
  assert.equal((await page(opened.code)).state, 'delivered');
  assert.deepEqual(must(await olga.get('/tasks'), 200).items, []);

  const { notes } = must(await olga.get(`/tasks/${opened.task}`, english), 200);
  const told = notes.map((note) => `${note.who}: ${note.text}`);
  const expected = [
    /^olga: Taken in charge/,
    /^olga: Papers asked of the citizen: Delega; Planimetria catastale/,
    /^olga: Basta una copia/,
    /^olga: Term suspended, once only, until \d\d\/\d\d\/\d{4}/,
    /^anna: Papers received: Planimetria catastale/,
    /^anna: Papers received: Delega/,
    /^anna: The term runs again and ends on \d\d\/\d\d\/\d{4}/,
    /^olga: Completed/,
    /^anna: Delivered/,
  ];
  assert.equal(told.length, expected.length);
  expected.forEach((words, i) => assert.match(told[i], words));

  const events = () => stream.received.filter((event) => event.topic.startsWith('task.'));
  await until(() => events().at(-1)?.data.state === 'delivered', 'the events of the task');
  for (const { data: event } of events())
    assert.deepEqual(Object.keys(event).sort(), ['area', 'case', 'state', 'task']);
  const looks = await rows(
    box.file,
    "SELECT actor, object FROM audit WHERE action = 'task.read' ORDER BY sequence",
  );
  assert.deepEqual(looks, [{ actor: 'olga', object: `task ${opened.task}` }]);
});

test("the receipt leads to the case's page, in letters and as a code", async (t) => {
  const { box, anna, accept } = await townHall(t);
  const opened = await accept();
  const reply = await fetch(`${box.url}/api/v1/cases/${opened.id}/documents/1`, {
    headers: { Authorization: `Bearer ${anna.token}` },
  });
  const file = join(box.home, 'receipt.pdf');
  writeFileSync(file, Buffer.from(await reply.arrayBuffer()));
  const { stdout } = await run('pdftotext', ['-raw', file, '-']);
  assert.ok(stdout.replace(/\s/g, '').includes(`${box.url}/c/${opened.code}`), stdout);
});

test('a code that is none tells nothing, and a case is not reached by its number', async (t) => {
  const { box, accept } = await townHall(t);
  const opened = await accept();
  const stranger = box.client();
  for (const code of ['0123456789abcdef', String(opened.id), `${opened.code.slice(0, 15)}z`])
    assert.equal(refused(await stranger.get(`/public/cases/${code}`), 404), 'case.unknown');
});

test('a question from the telephone is answered, told by calling back, and closed', async (t) => {
  const { box, anna, olga, step } = await townHall(t);
  const text = 'Quale aliquota si applica a un immobile in comodato?';
  const call = must(await anna.post('/calls', { phone: '0373 894000', answered: true }), 201);
  const closed = must(
    await anna.post(`/calls/${call.id}/close`, {
      outcome: 'task',
      task: { area: 'registry', text },
    }),
    200,
  );
  const asked = must(await olga.get(`/tasks/${closed.task}`), 200);
  assert.deepEqual(
    [asked.kind, asked.state, asked.question, asked.contact, asked.case, asked.due_on],
    ['question', 'open', text, call.id, null, null],
  );
  assert.equal(refused(await anna.post(`/tasks/${asked.id}/deliver`), 409), 'task.is-open');
  const answered = await step(olga, asked.id, 'complete', {
    outcome: 'closed',
    answer: "L'aliquota ordinaria, con base imponibile ridotta della metà.",
  });
  assert.deepEqual([answered.state, answered.assignee], ['answered', 'olga']);
  const at = new Date(Date.now() + 20_000).toISOString();
  const ticket = must(
    await anna.post(`/tasks/${asked.id}/call-back`, { phone: '0373 894 111', at }),
    201,
  );
  assert.deepEqual(
    [ticket.lane, ticket.channel, ticket.due_at, ticket.state],
    ['call-back', 'phone', at, 'waiting'],
  );
  assert.match(ticket.note, new RegExp(`\\b${asked.id}\\b`));
  assert.equal((await step(anna, asked.id, 'deliver')).state, 'delivered');
  const kept = await rows(box.file, 'SELECT phone, ticket, task, outcome FROM contact');
  assert.deepEqual(kept, [
    { phone: '0373894000', ticket: null, task: asked.id, outcome: 'task' },
    { phone: '0373894111', ticket: ticket.id, task: asked.id, outcome: 'call-back' },
  ]);
  const { notes } = must(await anna.get(`/tasks/${asked.id}`, english), 200);
  assert.ok(notes.some((note) => note.text.includes(ticket.number)));
  assert.equal(
    refused(await anna.post(`/tasks/${asked.id}/call-back`, { at }), 409),
    'task.is-delivered',
  );
});

test('the back office works, the counter talks: each does only its own', async (t) => {
  const { box, anna, olga, data, accept } = await townHall(t);
  const opened = await accept();
  const totem = await box.device('totem', 'kiosk');
  const post = async (who, path, body) => who.post(path, body);
  const task = `/tasks/${opened.task}`;
  const answer = { outcome: 'granted', answer: 'Sì.' };
  for (const [who, path, body] of [
    [olga, '/cases', { procedure, data }],
    [olga, '/tasks', { area: 'registry', text: 'Quale aliquota?' }],
    [olga, `${task}/deliver`, undefined],
    [olga, `${task}/papers`, { papers: [1] }],
    [olga, `${task}/call-back`, {}],
    [anna, `${task}/complete`, answer],
    [anna, `${task}/ask-papers`, { papers: ['Delega'] }],
    [totem, `${task}/take`, undefined],
  ])
    assert.equal(refused(await post(who, path, body), 403), 'session.not-allowed', path);
  for (const path of ['/tasks', task, `/cases/${opened.id}`])
    assert.equal(refused(await totem.get(path), 403), 'session.not-allowed', path);
  assert.equal(must(await olga.get(`/cases/${opened.id}`), 200).code, opened.code);
});

test('a task is held by one, and taken over only by who supervises', async (t) => {
  const { box, olga, accept, step } = await townHall(t);
  const [piero, bruno] = [
    await box.operator('piero', 'back-office'),
    await box.operator('bruno', 'supervisor'),
  ];
  const { task } = await accept();
  await step(olga, task, 'take');
  const reply = await piero.post(`/tasks/${task}/take`, undefined, english);
  assert.equal(refused(reply, 409), 'task.held');
  assert.match(reply.body.detail, /^olga is already working on it/);
  assert.equal((await step(bruno, task, 'take')).assignee, 'bruno');
  assert.equal((await step(bruno, task, 'release')).assignee, null);
  assert.equal((await step(piero, task, 'take')).assignee, 'piero');
  const mine = must(await piero.get('/tasks?assignee=piero'), 200).items;
  assert.deepEqual(
    mine.map((one) => one.id),
    [task],
  );
});

test('what is wrong in a request is named by its place, and nothing is kept', async (t) => {
  const { anna, olga, accept } = await townHall(t);
  const { task } = await accept();
  const places = async (who, path, body) => {
    const reply = await who.post(path, body);
    assert.equal(refused(reply, 422), 'body.invalid');
    return reply.body.errors.map((error) => `${error.pointer} ${error.code}`);
  };
  assert.deepEqual(await places(anna, '/tasks', { area: 'x', text: ' a ', procedure: 'y' }), [
    '/text form.too-short',
    '/area task.unknown-area',
    '/procedure procedure.unknown',
  ]);
  const lost = { area: 'registry', text: 'Quale aliquota?', contact: 99 };
  assert.deepEqual(await places(anna, '/tasks', lost), ['/contact contact.unknown']);
  const many = Array.from({ length: 21 }, () => 'Delega');
  assert.deepEqual(await places(olga, `/tasks/${task}/ask-papers`, { papers: many }), [
    '/papers form.items',
  ]);
  assert.deepEqual(await places(olga, `/tasks/${task}/ask-papers`, { papers: ['ok', 'x', 7] }), [
    '/papers/1 form.too-short',
    '/papers/2 form.type.string',
  ]);
  assert.deepEqual(await places(anna, `/tasks/${task}/papers`, { papers: [99] }), [
    '/papers/0 task.unknown-paper',
  ]);
  assert.deepEqual(await places(olga, `/tasks/${task}/complete`, { outcome: 'maybe' }), [
    '/outcome form.choice',
    '/answer form.missing',
  ]);
  assert.deepEqual(await places(olga, `/tasks/${task}/note`, { text: 'è'.repeat(2001) }), [
    '/text form.too-long',
  ]);
  must(await olga.post(`/tasks/${task}/note`, { text: 'è'.repeat(2000) }), 200);
  const past = { at: '2020-01-01T08:00:00.000Z' };
  assert.deepEqual(await places(anna, `/tasks/${task}/call-back`, { ...past, phone: 'casa' }), [
    '/phone contact.bad-phone',
    '/at contact.call-back-today',
  ]);
  const found = must(await olga.get(`/tasks/${task}`), 200);
  assert.deepEqual([found.state, found.papers.length, found.notes.length], ['open', 0, 1]);
});

test('lists are paged, and a filter that is none is refused', async (t) => {
  const { anna, olga, accept } = await townHall(t);
  const expected = [];
  for (let i = 0; i < 5; ++i) expected.push((await accept()).task);
  const text = 'Quale aliquota?';
  expected.push(must(await anna.post('/tasks', { area: 'registry', text }), 201).id);
  const found = [];
  for (let after = ''; after !== null;) {
    const query = after ? `&after=${encodeURIComponent(after)}` : '';
    const page = must(await olga.get(`/tasks?limit=2${query}`), 200);
    assert.equal(page.items.length, 2);
    found.push(...page.items.map((task) => task.id));
    after = page.next;
  }
  assert.deepEqual(found, expected);
  assert.deepEqual(must(await olga.get('/tasks?overdue=true'), 200).items, []);
  for (const [query, code] of [
    ['state=lost', 'task.unknown-state'],
    ['overdue=yes', 'query.not-a-flag'],
    ['after=7', 'query.not-a-cursor'],
    ['mood=good', 'query.unknown'],
  ])
    assert.equal(refused(await olga.get(`/tasks?${query}`), 400), code);
});

test('the cases of a ticket are seen together, and each look is on record', async (t) => {
  const { box, anna, data } = await townHall(t);
  const ticket = must(await anna.post('/tickets', { lane: 'quick' }), 201);
  must(await anna.post('/counters/1/open'), 200);
  must(await anna.post('/counters/1/next'), 200);
  must(await anna.post(`/tickets/${ticket.id}/start`), 200);
  const body = { procedure, ticket: ticket.id, data };
  const first = must(await anna.post('/cases', body), 201);
  const second = must(await anna.post('/cases', body), 201);
  const { items } = must(await anna.get(`/cases?ticket=${ticket.id}`), 200);
  assert.deepEqual(items, [first, second]);
  const looks = await rows(box.file, "SELECT object FROM audit WHERE action = 'case.read'");
  assert.deepEqual(
    looks.map((look) => look.object),
    [`case ${first.id}`, `case ${second.id}`],
  );
  assert.deepEqual(must(await anna.get('/cases?ticket=999'), 200).items, []);
  assert.equal(refused(await anna.get('/cases'), 400), 'query.missing');
});

test('a term that stood still for more than thirty days runs again by itself', async (t) => {
  const { box, olga, accept, page, step } = await townHall(t);
  const { task, code, due_on: due } = await accept();
  await step(olga, task, 'ask-papers', { papers: ['Delega'] });
  await box.stop();
  const since = day(new Date(Date.now() - 33 * 86_400_000));
  await rows(box.file, `UPDATE task SET suspended_on = '${since}' WHERE id = ${task}`);
  await box.start();
  const found = await until(async () => {
    const one = must(await olga.get(`/tasks/${task}`, english), 200);
    return one.state === 'open' && one;
  }, 'the upkeep lets the term run');
  assert.equal(found.suspended_days, 30);
  assert.ok(found.due_on > due);
  assert.match(found.notes.at(-1).text, /^The term runs again/);
  assert.equal(found.notes.at(-1).who, 'sportello');
  const seen = await page(code);
  assert.deepEqual([seen.state, seen.papers_missing], ['accepted', 1]);
});
