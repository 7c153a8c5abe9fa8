// tests/daemon/hours.test.mjs -- opening hours, when tickets stop, the end of a day, the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alwaysOpen, must, noPrinter, refused, rows, started, townDay } from './steps.mjs';

const refusing = (hours, more = '') => `${noPrinter}
when_full = "refuse"
${more}
${hours}`;

const closedToday = `
[[exceptions]]
day = "${townDay()}"
reason = { it = "Disinfestazione", en = "Pest control" }
`;

test('the hours of a day are told, with the reason where they are not the usual ones', async (t) => {
  const box = await started(t, { settings: refusing(alwaysOpen) });
  const hall = await box.device('sala', 'board');
  const today = must(await hall.get('/hours'), 200);
  assert.equal(today.day, townDay());
  assert.equal(today.opens.length, 1);
  assert.equal(today.open_now, true);
  assert.deepEqual(today.closed_because, { it: 'Prova', en: 'Test' });
  assert.equal(new Date(today.next_opening) > new Date(), true);
  const christmas = must(await hall.get('/hours?day=2031-12-25'), 200);
  assert.deepEqual(christmas.opens, []);
  assert.equal(christmas.closed_because.it, 'Natale');
  const working = must(await hall.get('/hours?day=2031-06-04'), 200); // A Wednesday, in summer.
  assert.deepEqual(working.opens, [
    { from: '2031-06-04T06:30:00.000Z', to: '2031-06-04T15:15:00.000Z' },
  ]);
  const patron = must(await hall.get('/hours?day=2031-06-10'), 200);
  assert.equal(patron.closed_because.en, "Patron saint's day");
  assert.equal(refused(await hall.get('/hours?day=2031-02-30'), 400), 'query.not-a-day');
});

test('on a closed day no tickets are given, but staff may insist', async (t) => {
  const box = await started(t, { settings: refusing(closedToday) });
  const [totem, anna] = [await box.device('totem', 'kiosk'), await box.operator('anna')];
  const reply = await totem.post('/tickets', { lane: 'quick' });
  assert.equal(refused(reply, 409), 'hours.closed-until');
  assert.match(reply.body.detail, /\d\d\/\d\d\/\d{4} alle \d\d:\d\d/);
  refused(await totem.post('/tickets', { lane: 'quick', even_if_full: true }), 422);
  must(await anna.post('/tickets', { lane: 'quick', even_if_full: true }), 201);
  const queue = must(await anna.get('/queue'), 200);
  assert.equal(queue.hours.open_now, false);
  assert.ok(queue.lanes.every((lane) => !lane.open));
});

test('tickets stop when a visit no longer fits into the day, with the time of closing', async (t) => {
  const box = await started(t, { settings: refusing(alwaysOpen, 'counters_usual = 1') });
  const [totem, anna] = [await box.device('totem', 'kiosk'), await box.operator('anna')];
  const family = Array.from({ length: 10 }, () => ({ procedure: 'cambio-abitazione', people: 20 }));
  const reply = await totem.post('/tickets', { procedures: family }); // More than a day of work.
  assert.equal(refused(reply, 409), 'lane.full');
  assert.match(reply.body.detail, /23:59/);
  const before = must(await anna.get('/queue'), 200);
  must(await anna.post('/tickets', { procedures: family, even_if_full: true }), 201);
  const after = must(await anna.get('/queue'), 200);
  assert.ok(before.lanes[0].capacity_minutes > 0);
  assert.deepEqual(
    after.lanes.map((lane) => [lane.open, lane.capacity_minutes]),
    after.lanes.map(() => [false, 0]),
  );
  assert.equal(refused(await totem.post('/tickets', { lane: 'quick' }), 409), 'lane.full');
});

test('the queue is told as a whole', async (t) => {
  const box = await started(t, { settings: refusing(alwaysOpen) });
  const anna = await box.operator('anna');
  must(await anna.post('/counters/1/open'), 200);
  const waits = must(await anna.post('/tickets', { procedure: 'cambio-abitazione' }), 201);
  const queue = must(await anna.get('/queue'), 200);
  assert.deepEqual([queue.counters_open, queue.counters_paused], [1, 0]);
  assert.deepEqual([queue.appointments_due, queue.call_backs], [0, 0]);
  const lane = queue.lanes.find((one) => one.lane === waits.lane);
  assert.deepEqual(
    [lane.waiting, lane.longest_wait_minutes, lane.expected_wait_minutes],
    [1, 0, waits.minutes],
  );
});

test('who waited yesterday has an appointment, and finds it on the page of the ticket', async (t) => {
  const box = await started(t, { settings: refusing(alwaysOpen) });
  const anna = await box.operator('anna');
  must(await anna.post('/counters/1/open'), 200);
  must(await anna.post('/counters/2/open'), 409); // One operator, one counter.
  const served = must(await anna.post('/tickets', { procedure: 'cambio-abitazione' }), 201);
  must(await anna.post('/counters/1/next'), 200);
  must(await anna.post(`/tickets/${served.id}/start`), 200);
  const waited = must(await anna.post('/tickets', { procedure: 'cambio-abitazione' }), 201);
  must(await anna.post('/calls', { phone: '0373894111' }), 201);
  await box.stop();
  const yesterday = townDay(-1);
  await rows(
    box.file,
    `UPDATE ticket SET day = '${yesterday}'; UPDATE contact SET day = '${yesterday}';
     UPDATE open_counter SET opened_at = opened_at - 86400000`,
  );
  await box.start();
  assert.match(box.log, /the day has ended: 1 tickets got an appointment/);
  assert.equal(must(await anna.get(`/tickets/${served.id}`), 200).outcome, 'left-open');
  const page = must(await box.client().get(`/public/tickets/${waited.code}`), 200);
  assert.equal(page.state, 'rebooked');
  const { code, at } = page.appointment;
  const shown = must(await box.client().get(`/public/appointments/${code}`), 200);
  assert.deepEqual([shown.at, shown.state, shown.number], [at, 'booked', null]);
  assert.equal(must(await anna.get('/counters/1'), 200).state, 'closed');
  assert.deepEqual(must(await anna.get('/calls'), 200).items, []);
  await box.stop();
  await box.start();
  assert.equal(box.log.match(/the day has ended/g).length, 1); // Once.
});

test('time goes on from what was dated, also when the clock is behind it', async (t) => {
  const box = await started(t);
  const anna = await box.operator('anna');
  assert.deepEqual(must(await anna.get('/status'), 200).clock, { state: 'right', off_seconds: 0 });
  must(await anna.post('/tickets', { lane: 'quick' }), 201);
  await box.stop();
  await rows(box.file, `UPDATE event SET at = at + 3600000 WHERE id = (SELECT max(id) FROM event)`);
  const [{ at: latest }] = await rows(box.file, 'SELECT max(at) AS at FROM event');
  await box.start();
  const { clock } = must(await anna.get('/status'), 200);
  assert.equal(clock.state, 'behind');
  assert.ok(Math.abs(clock.off_seconds + 3600) < 120, String(clock.off_seconds));
  assert.match(box.log, /the system clock was turned back/);
  assert.match(await box.cli('status'), /the system clock is behind by \d+ s/);
  const next = must(await anna.post('/tickets', { lane: 'quick' }), 201);
  assert.ok(Date.parse(next.issued_at) >= latest);
});
