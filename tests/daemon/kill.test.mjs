// tests/daemon/kill.test.mjs -- what was answered is kept, whenever the daemon is killed.
//
// Kiosks issue, counters call and open cases with protocol numbers, the virtual printer prints and
// somebody asks for duplicates, until a kill -9 at a random moment; then the daemon starts again
// and everything that was answered must be there.
//
// SPORTELLO_KILLS   how many times (default 10)
// SPORTELLO_SEED    repeats a run's moments (default: the clock; it is printed)
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { must, randomFrom, rows, rowsLeft, started, until, virtualPrinter } from './steps.mjs';

const kills = Number(process.env.SPORTELLO_KILLS ?? 10);
const seed = Number(process.env.SPORTELLO_SEED ?? Date.now());
const lanes = ['quick', 'standard', 'long'];
const procedures = ['accesso-civico-semplice', 'accesso-documentale', 'certificato-storico'];
const killAfterMax = 600; // Milliseconds of work between a start and a kill.
const forms = new Map();

// What the clients were told.
const told = { tickets: new Map(), cases: new Map(), calls: new Map(), keys: 0 };

// Repeats `work` until the daemon is gone.
async function untilKilled(work) {
  for (;;) {
    try {
      await work();
    } catch (error) {
      if (error instanceof TypeError) return; // fetch: the connection broke.
      throw error;
    }
  }
}

async function issue(totem, random) {
  const body = { lane: lanes[Math.floor(random() * 3)], priority: random() < 0.1 };
  const ticket = must(
    await totem.post('/tickets', body, { 'Idempotency-Key': `k${++told.keys}` }),
    201,
  );
  assert.ok(!told.tickets.has(ticket.id), `ticket ${ticket.id} was given twice`);
  told.tickets.set(ticket.id, { number: ticket.number, lane: ticket.lane });
}

// Takes the next citizen through the counter, from wherever the last run was cut off.
async function serve(anna, counter, random) {
  const { ticket } = must(await anna.get(`/counters/${counter}`), 200);
  if (!ticket) {
    const called = await anna.post(`/counters/${counter}/next`);
    if (called.status === 200) told.calls.set(called.body.id, counter);
    else must(called, 204);
    return;
  }
  if (ticket.state === 'called') must(await anna.post(`/tickets/${ticket.id}/start`), 200);
  const procedure = procedures[Math.floor(random() * procedures.length)];
  const data = forms.get(procedure);
  const opened = must(await anna.post('/cases', { procedure, ticket: ticket.id, data }), 201);
  told.cases.set(opened.id, opened.protocol);
  must(await anna.post(`/tickets/${ticket.id}/finish`), 200);
}

// Somebody lost the paper of one of the tickets.
async function reprint(anna, random) {
  const ids = [...told.tickets.keys()];
  const id = ids[Math.floor(random() * ids.length)];
  const { print } = must(await anna.get(`/tickets/${id ?? 0}`), id ? 200 : 404);
  if (!id) return; // None yet.
  const reply = await anna.post(`/print-jobs/${print.job}/reprint`);
  assert.ok([201, 409].includes(reply.status), reply.text);
}

async function workAndKill(box, { totem, anna, operators }, random) {
  const clients = [
    ...Array.from({ length: 4 }, () => untilKilled(() => issue(totem, random))),
    ...operators.map((who, i) => untilKilled(() => serve(who, i + 1, random))),
    untilKilled(() => reprint(anna, random)),
  ];
  const killed = new Promise((done) => setTimeout(done, random() * killAfterMax)).then(() =>
    box.kill(),
  );
  await Promise.all([killed, ...clients]);
}

const none = (found, what) => assert.deepEqual(found, [], what);

async function checkTickets(file) {
  const kept = await rows(
    file,
    "SELECT id, lane, prefix || printf('%03d', number) AS name FROM ticket",
  );
  const found = new Map(kept.map((row) => [row.id, row]));
  for (const [id, { number, lane }] of told.tickets)
    assert.deepEqual([found.get(id)?.name, found.get(id)?.lane], [number, lane], `ticket ${id}`);
  none(
    await rows(
      file,
      `SELECT day, lane FROM ticket GROUP BY day, lane
       HAVING count(*) <> max(number) OR min(number) <> 1 OR count(DISTINCT number) <> count(*)`,
    ),
    'lanes whose numbers have a gap or come twice',
  );
  const called = await rows(file, 'SELECT id, counter FROM ticket WHERE counter IS NOT NULL');
  const counters = new Map(called.map((row) => [row.id, row.counter]));
  for (const [id, counter] of told.calls) assert.equal(counters.get(id), counter, `call of ${id}`);
}

async function checkCases(file) {
  const kept = await rows(file, 'SELECT id, protocol_year, protocol_number FROM cases');
  const found = new Map(kept.map((row) => [row.id, row]));
  for (const [id, { year, number }] of told.cases) {
    const row = found.get(id);
    assert.deepEqual([row?.protocol_year, row?.protocol_number], [year, number], `case ${id}`);
  }
  none(
    await rows(
      file,
      `SELECT year FROM protocol_entry GROUP BY year
       HAVING count(*) <> max(number) OR min(number) <> 1`,
    ),
    'years of the protocol with a gap',
  );
  none(
    await rows(
      file,
      `SELECT cases.id FROM cases LEFT JOIN protocol_entry AS entry
         ON entry.year = protocol_year AND entry.number = CAST(protocol_number AS INTEGER)
        AND entry.case_id = CAST(cases.id AS TEXT)
       WHERE cases.state <> 'accepted' OR entry.number IS NULL`,
    ),
    'cases without their entry in the protocol',
  );
  none(
    await rows(
      file,
      `SELECT year, number FROM protocol_entry
       WHERE (SELECT count(*) FROM cases WHERE CAST(id AS TEXT) = case_id) <> 1`,
    ),
    'entries of the protocol without their case',
  );
  none(
    await rows(
      file,
      `SELECT id FROM cases WHERE id NOT IN
         (SELECT case_id FROM case_document WHERE template = 'receipt')`,
    ),
    'cases without their receipt',
  );
}

async function checkWhole(file) {
  assert.deepEqual(await rows(file, 'PRAGMA integrity_check'), [{ integrity_check: 'ok' }]);
  none(await rows(file, 'PRAGMA foreign_key_check'), 'broken references');
  none(
    await rows(
      file,
      `SELECT id FROM ticket WHERE id NOT IN (SELECT ticket FROM print_job WHERE duplicate_of IS NULL)`,
    ),
    'tickets without a print job',
  );
  none(
    await rows(
      file,
      `SELECT sequence FROM audit_head WHERE sequence <> (SELECT count(*) FROM audit)
          OR hash IS NOT coalesce((SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1), '')`,
    ),
    'an audit trail that does not end where its head says',
  );
}

// A job that was being sent when the daemon died may be on paper, half on paper, or not at all.
async function checkInterrupted(file, interrupted) {
  for (const { id } of interrupted) {
    const [job] = await rows(file, `SELECT state, reason FROM print_job WHERE id = ${id}`);
    assert.deepEqual(job, { state: 'uncertain', reason: 'print.interrupted' }, `job ${id}`);
  }
}

// The paper of a job, as text.
const paper = (box, job) => readFileSync(join(box.home, 'paper', `${job}.bin`), 'latin1');

// The virtual printer keeps the latest thousand papers.
const kept = (box, { id }) => existsSync(join(box.home, 'paper', `${id}.bin`));

// Whoever reprints a ticket that may be on paper already, gets one that says so.
async function checkDuplicates(box, anna) {
  const duplicates = await rows(
    box.file,
    `SELECT id FROM print_job WHERE json_extract(data, '$.duplicate') = 1
        AND state = 'confirmed' ORDER BY id DESC LIMIT 50`,
  );
  for (const { id } of duplicates.filter((job) => kept(box, job))) assert.match(paper(box, id), /DUPLICATO/, `job ${id}`);
  const uncertain = await rows(
    box.file,
    `SELECT id FROM print_job WHERE state = 'uncertain' ORDER BY id DESC LIMIT 5`,
  );
  for (const { id } of uncertain) {
    const again = must(await anna.post(`/print-jobs/${id}/reprint`), 201);
    assert.equal(again.duplicate_of, id);
    await until(async () => {
      const job = must(await anna.get(`/print-jobs/${again.id}`), 200);
      return job.state === 'confirmed';
    }, `job ${again.id} is printed`);
    assert.match(paper(box, again.id), /DUPLICATO/);
  }
  return { duplicates: duplicates.length, uncertain: uncertain.length };
}

test(`what was answered is kept through ${kills} kills`, async (t) => {
  t.diagnostic(`SPORTELLO_SEED=${seed}`);
  const random = randomFrom(seed);
  const box = await started(t, { settings: virtualPrinter });
  const who = { totem: await box.device('totem', 'kiosk'), anna: await box.operator() };
  for (const id of procedures)
    forms.set(id, must(await who.anna.get(`/procedures/${id}`), 200).form.examples[0]);
  who.operators = [who.anna, await box.operator('bruno'), await box.operator('carla')];
  for (const [i, each] of who.operators.entries())
    must(await each.post(`/counters/${i + 1}/open`), 200);

  let cutOff = 0;
  for (let i = 0; i < kills; ++i) {
    await workAndKill(box, who, random);
    const interrupted = await rowsLeft(box, "SELECT id FROM print_job WHERE state = 'sending'");
    cutOff += interrupted.length;
    await box.start();
    await checkInterrupted(box.file, interrupted);
    await checkTickets(box.file);
    await checkCases(box.file);
    await checkWhole(box.file);
    assert.match(await box.cli('protocol', 'verify'), /all fit$/);
  }

  const { duplicates, uncertain } = await checkDuplicates(box, who.anna);
  t.diagnostic(
    `${told.tickets.size} tickets, ${told.calls.size} calls, ${told.cases.size} cases, ` +
      `${cutOff} papers cut off, ${duplicates} duplicates and ${uncertain} uncertain jobs looked at`,
  );
  assert.ok(told.tickets.size > kills && told.cases.size > 0 && told.calls.size > 0);
  // Nothing but the kills went wrong.
  assert.doesNotMatch(box.log, /\b(error|critical)\b/);
});
