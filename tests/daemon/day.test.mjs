// tests/daemon/day.test.mjs -- a shortened day played by eight operators and a kiosk at once, over the
// API; after it the database is looked at as a whole.
//
// SPORTELLO_SEED    repeats a run's choices (default: the clock; it is printed)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, randomFrom, rows, started, until } from './steps.mjs';

const seed = Number(process.env.SPORTELLO_SEED ?? Date.now());
const visits = 80;
const counters = [1, 2, 3, 4, 5, 6, 7, 8];
const procedures = ['cambio-abitazione', 'accesso-civico-semplice', 'certificato-storico'];

// What came of the steps of all: none may be anything but done or refused with a reason.
function player(who, told) {
  return async (path, body) => {
    const reply = await who.post(path, body);
    assert.ok([200, 201, 204, 409].includes(reply.status), `${path}: ${reply.status} ${reply.text}`);
    const what = path.split('/').pop();
    const ended = reply.status === 409 ? 'refused' : 'done';
    told[`${what} ${ended}`] = (told[`${what} ${ended}`] ?? 0) + 1;
    return reply.status === 409 ? undefined : reply.body;
  };
}

async function issueAll(totem, random, told) {
  const play = player(totem, told);
  for (let i = 0; i < visits; ++i) {
    const pick = () => procedures[Math.floor(random() * procedures.length)];
    const body =
      random() < 0.5
        ? { lane: random() < 0.5 ? 'quick' : 'long', priority: random() < 0.1 }
        : { procedures: [{ procedure: pick(), people: 1 + Math.floor(random() * 4) }] };
    await play('/tickets', body);
  }
}

// One operator's day: until everybody is served and nobody waits.
async function work(who, counter, random, told, over) {
  const play = player(who, told);
  const at = (name, body) => play(`/counters/${counter}/${name}`, body);
  const end = { 0: 'park', 1: 'transfer', 2: 'no-show' };
  await at('open');
  if (counter % 2) await at('auto-call', { on: true });
  for (;;) {
    const shown = must(await who.get(`/counters/${counter}`), 200);
    const chance = Math.floor(random() * 20);
    const { ticket } = shown;
    if (!ticket && shown.parked.length > 0) await at('resume', { ticket: shown.parked[0].id });
    else if (!ticket && (await at('next')) === undefined && (await over())) return;
    else if (ticket?.state === 'called' && end[chance] === 'no-show') {
      await play(`/tickets/${ticket.id}/no-show`);
      if (random() < 0.5) await play(`/tickets/${ticket.id}/reactivate`);
    } else if (ticket?.state === 'called') await play(`/tickets/${ticket.id}/start`);
    else if (ticket && end[chance] === 'park') await play(`/tickets/${ticket.id}/park`);
    else if (ticket && end[chance] === 'transfer')
      await play(`/tickets/${ticket.id}/transfer`, { lane: 'standard' });
    else if (ticket) await play(`/tickets/${ticket.id}/finish`);
    if (chance === 3) await at('undo');
    if (chance === 4) {
      await at('pause', { reason: 'telefonata' });
      await at('continue');
    }
  }
}

async function look(file) {
  const none = async (sql, what) => assert.deepEqual(await rows(file, sql), [], what);
  await none(
    `SELECT id, state FROM ticket WHERE state NOT IN ('finished', 'no-show')`,
    'somebody was left behind',
  );
  await none(
    `SELECT prefix FROM ticket GROUP BY day, prefix
     HAVING count(*) <> max(number) OR min(number) <> 1`,
    'numbers with a gap, or twice',
  );
  await none(
    `SELECT id FROM ticket WHERE state = 'finished' AND NOT EXISTS
       (SELECT 1 FROM ticket_call WHERE ticket = ticket.id AND undone = 0
        AND ticket_call.counter = ticket.counter)`,
    'served without a call that is kept',
  );
  await none(
    `SELECT a.id FROM ticket AS a JOIN ticket AS b ON a.counter = b.counter AND a.id < b.id
      WHERE a.state = 'finished' AND b.state = 'finished' AND b.called_at < a.ended_at
        AND b.ended_at > a.ended_at AND a.id NOT IN (SELECT json_extract(data, '$.ticket')
        FROM event WHERE topic IN ('ticket.parked', 'ticket.undone'))
        AND b.id NOT IN (SELECT json_extract(data, '$.ticket')
        FROM event WHERE topic IN ('ticket.parked', 'ticket.undone'))`,
    'a counter with two citizens at once',
  );
}

test('a day of eight counters at once leaves nobody behind, and every call is explained', async (t) => {
  t.diagnostic(`SPORTELLO_SEED=${seed}`);
  const box = await started(t);
  const random = randomFrom(seed);
  const told = {};
  const totem = await box.device('totem', 'kiosk');
  const dora = await box.operator('dora', 'supervisor');
  const operators = [];
  for (const id of counters) operators.push(await box.operator(`operatore-${id}`));
  let issued = false;
  const over = async () => {
    if (!issued) return false;
    const all = [];
    for (let after = 0; after !== null; ) {
      const page = must(await dora.get(`/tickets?limit=100&after=${after}`), 200);
      all.push(...page.items);
      after = page.next;
    }
    return all.every((one) => ['finished', 'no-show'].includes(one.state));
  };
  await Promise.all([
    issueAll(totem, random, told).then(() => (issued = true)),
    ...operators.map((who, i) => work(who, counters[i], random, told, over)),
  ]);
  await until(over, 'the hall is empty');
  await look(box.file);
  const calls = [];
  for (let after = 0; after !== null; ) {
    const page = must(await dora.get(`/reports/calls?limit=100&after=${after}`), 200);
    calls.push(...page.items);
    after = page.next;
  }
  assert.ok(calls.length >= visits);
  for (const call of calls) {
    assert.ok(call.why.length > 20, call.why);
    assert.doesNotMatch(call.why, /[{}]|call\./);
  }
  const report = must(await dora.get('/reports/day'), 200);
  const issuedThere = report.lanes.reduce((sum, lane) => sum + lane.issued, 0);
  assert.equal(issuedThere, visits);
  t.diagnostic(JSON.stringify(told));
  assert.doesNotMatch(box.log, /\b(error|critical)\b/);
});
