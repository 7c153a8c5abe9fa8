// tests/daemon/cases.test.mjs -- a case is opened whole or not at all, and a refusal says why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './box.mjs';
import { must, refused, rows, started } from './steps.mjs';

const people = readFileSync(join(root, 'plugins/registry/demo/people.json'), 'utf8');

async function office(t) {
  const box = await started(t);
  const anna = await box.operator();
  must(await anna.post('/plugins/registry/operations/load-demo-people', people), 200);
  const example = async (procedure) =>
    must(await anna.get(`/procedures/${procedure}`), 200).form.examples[0];
  const counts = async () =>
    (
      await rows(
        box.file,
        `SELECT (SELECT count(*) FROM cases) AS cases,
                (SELECT count(*) FROM protocol_entry) AS entries,
                (SELECT count(*) FROM registry_move) AS moves`,
      )
    )[0];
  return { box, anna, example, counts };
}

test("an area's refusal is said in words, with its particulars, and nothing is kept", async (t) => {
  const { anna, example, counts } = await office(t);
  const body = { procedure: 'cambio-abitazione', data: await example('cambio-abitazione') };
  must(await anna.post('/cases', body), 201);
  const before = await counts();
  for (const [language, words] of [
    ['it', /\d{2}\/\d{2}\/\d{4}/],
    ['en', /\d{2}\/\d{2}\/\d{4}/],
  ]) {
    const reply = await anna.post('/cases', body, { 'Accept-Language': language });
    assert.equal(refused(reply, 409), 'registry.moved-since');
    assert.match(reply.body.detail, words);
    assert.doesNotMatch(reply.body.detail, /[{}]/);
    assert.equal(reply.headers.get('content-language'), language);
  }
  assert.deepEqual(await counts(), before);
  assert.deepEqual(before, { cases: 1, entries: 1, moves: 1 });
});

test('what the form does not allow is named by its place, and nothing is kept', async (t) => {
  const { anna, example, counts } = await office(t);
  const good = await example('cambio-abitazione');
  const pointers = async (data) => {
    const reply = await anna.post('/cases', { procedure: 'cambio-abitazione', data });
    assert.equal(refused(reply, 422), 'body.invalid');
    return reply.body.errors.map((error) => error.pointer);
  };
  assert.deepEqual(await pointers({ ...good, people: undefined }), ['/data/people']);
  assert.deepEqual(await pointers({ ...good, mood: 'good' }), ['/data/mood']);
  assert.deepEqual(await pointers({ ...good, people: [{ tax_code: 'X' }] }), [
    '/data/people/0/tax_code',
  ]);
  assert.deepEqual(await counts(), { cases: 0, entries: 0, moves: 0 });
});

test('a case is for a ticket that is being served by who opens it', async (t) => {
  const { box, anna, example, counts } = await office(t);
  const bruno = await box.operator('bruno');
  const ticket = must(await anna.post('/tickets', { lane: 'quick' }), 201);
  const procedure = 'accesso-civico-semplice';
  const body = { procedure, ticket: ticket.id, data: await example(procedure) };
  const unknown = await anna.post('/cases', { ...body, ticket: 77 });
  assert.equal(refused(unknown, 422), 'body.invalid');
  assert.equal(unknown.body.errors[0].code, 'ticket.unknown');
  assert.equal(refused(await anna.post('/cases', body), 409), 'case.ticket-not-served');
  must(await anna.post('/counters/1/open'), 200);
  must(await anna.post('/counters/1/next'), 200);
  assert.equal(refused(await anna.post('/cases', body), 409), 'case.ticket-not-served');
  must(await anna.post(`/tickets/${ticket.id}/start`), 200);
  assert.equal(refused(await bruno.post('/cases', body), 409), 'counter.held');
  assert.deepEqual(await counts(), { cases: 0, entries: 0, moves: 0 });
  assert.equal(must(await anna.post('/cases', body), 201).ticket, ticket.id);
});

test('an intake has its protocol number and its receipt at once, a paper is a PDF', async (t) => {
  const { box, anna, example } = await office(t);
  const procedure = 'accesso-documentale';
  const opened = must(
    await anna.post('/cases', { procedure, data: await example(procedure) }),
    201,
  );
  assert.equal(opened.state, 'accepted');
  assert.equal(opened.protocol.number, '0000001');
  assert.match(opened.due_on, /^\d{4}-\d{2}-\d{2}$/);
  assert.deepEqual(
    opened.documents.map((paper) => paper.name),
    ['receipt'],
  );
  const paper = await anna.get(`/cases/${opened.id}/documents/1`);
  assert.equal(paper.status, 200);
  assert.equal(paper.headers.get('content-type'), 'application/pdf');
  assert.match(paper.text, /^%PDF-/);
  assert.equal(
    refused(await anna.get(`/cases/${opened.id}/documents/2`), 404),
    'case.unknown-document',
  );
  const [entry] = await rows(box.file, 'SELECT number, case_id FROM protocol_entry');
  assert.deepEqual(entry, { number: 1, case_id: String(opened.id) });
});
