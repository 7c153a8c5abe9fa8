// tests/daemon/appointments.test.mjs -- from the free slot to the ticket at the kiosk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alwaysOpen,
  must,
  noPrinter,
  refused,
  rows,
  started,
  townDay,
  until,
  virtualPrinter,
} from './steps.mjs';

const wanted = { procedures: [{ procedure: 'cambio-abitazione' }], name: 'Maria Ferrari' };

async function hall(t, settings = noPrinter) {
  const box = await started(t, { settings: `${settings}\n${alwaysOpen}` });
  const [totem, anna] = [await box.device('totem', 'kiosk'), await box.operator('anna')];
  const free = async (query = '') =>
    must(await totem.get(`/appointments/slots?from=${townDay(1)}&days=1${query}`), 200).items;
  const book = async (at, body = {}) =>
    must(await totem.post('/appointments', { ...wanted, ...body, at }), 201);
  return { box, totem, anna, free, book };
}

// The daemon's clock cannot be turned from here: the appointment is moved to now.
async function bringToNow(box, id) {
  await box.stop();
  await rows(
    box.file,
    `UPDATE appointment SET day = '${townDay()}', at = ${Date.now()} WHERE id = ${id}`,
  );
  await box.start();
}

test('a slot is booked until it is full, and free again when it is cancelled', async (t) => {
  const { totem, anna, free, book } = await hall(t);
  const [slot] = await free('&procedure=cambio-abitazione');
  assert.equal(slot.free, 2);
  const [first] = [await book(slot.at), await book(slot.at)];
  assert.equal(first.state, 'booked');
  assert.equal(first.name, 'Maria Ferrari');
  assert.equal(first.procedures[0].procedure, 'cambio-abitazione');
  const third = await totem.post('/appointments', { ...wanted, at: slot.at });
  assert.equal(refused(third, 409), 'appointment.slot-taken');
  assert.ok((await free()).every((one) => one.at !== slot.at));
  const cancelled = must(await anna.post(`/appointments/${first.id}/cancel`), 200);
  assert.equal(cancelled.state, 'cancelled');
  assert.equal((await free())[0].at, slot.at);
  const list = must(await anna.get(`/appointments?day=${townDay(1)}`), 200).items;
  assert.deepEqual(
    list.map((one) => one.state),
    ['cancelled', 'booked'],
  );
});

test('what cannot be booked is refused with what to do', async (t) => {
  const { totem, anna, free } = await hall(t);
  const [slot] = await free();
  const ask = async (body) => totem.post('/appointments', { ...wanted, at: slot.at, ...body });
  const past = '2020-01-01T08:30:00.000Z';
  assert.equal(refused(await ask({ at: past }), 422), 'appointment.no-slot');
  const fields = async (body) => must(await ask(body), 422).errors.map((one) => one.pointer);
  assert.deepEqual(await fields({ at: 'tomorrow' }), ['/at']);
  assert.deepEqual(await fields({ at: undefined }), ['/at']);
  assert.deepEqual(await fields({ phone: 'abc' }), ['/phone']);
  assert.deepEqual(await fields({ procedures: [{ procedure: 'x' }] }), ['/procedures/0/procedure']);
  assert.deepEqual(await fields({ procedures: [] }), ['/procedures']);
  const unknown = await anna.get('/appointments/slots?procedure=nothing');
  assert.equal(refused(unknown, 422), 'procedure.unknown');
  assert.equal(refused(await anna.post('/appointments/77/arrive'), 404), 'appointment.unknown');
});

test('at the kiosk the code gives a ticket in the lane of appointments', async (t) => {
  const { box, totem, anna, free, book } = await hall(t);
  const [slot] = await free();
  const booked = await book(slot.at);
  const typed = booked.code.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');
  const early = await totem.post('/appointments/arrivals', { code: typed });
  assert.equal(refused(early, 409), 'appointment.other-day');
  await bringToNow(box, booked.id);
  const ticket = must(await totem.post('/appointments/arrivals', { code: typed }), 201);
  const { lanes } = must(await box.client().get('/town'), 200);
  assert.equal(lanes.find((lane) => lane.id === ticket.lane).kind, 'appointment');
  assert.equal(ticket.channel, 'appointment');
  assert.equal(ticket.procedures[0].procedure, 'cambio-abitazione');
  const again = await totem.post('/appointments/arrivals', { code: typed });
  assert.equal(refused(again, 409), 'appointment.is-arrived');
  const page = must(await box.client().get(`/public/appointments/${booked.code}`), 200);
  assert.deepEqual([page.state, page.number], ['arrived', ticket.number]);
  assert.ok(!JSON.stringify(page).includes('Ferrari'));
  must(await anna.post('/counters/1/open'), 200);
  const called = must(await anna.post('/counters/1/next'), 200);
  assert.equal(called.id, ticket.id);
  const unknown = await box.client().get('/public/appointments/000000000000');
  assert.equal(refused(unknown, 404), 'appointment.unknown');
});

test('the paper is printed when it is asked for', async (t) => {
  const { box, free, book } = await hall(t, virtualPrinter);
  const [slot] = await free();
  await book(slot.at, { print: false });
  await book(slot.at, { language: 'en' });
  const [job] = await until(async () => {
    const jobs = await rows(box.file, 'SELECT document, language, state, data FROM print_job');
    return jobs.every((one) => one.state === 'confirmed') && jobs;
  }, 'the paper is printed');
  assert.deepEqual([job.document, job.language], ['appointment', 'en']);
  const data = JSON.parse(job.data);
  assert.match(data.appointment_day, /^\w+day \d\d\/\d\d\/\d{4}$/);
  assert.match(data.url, /\/a\/[0-9a-f]{12}$/);
  assert.ok(data.procedures[0].documents.length > 0);
  const jobs = await rows(box.file, 'SELECT count(*) AS n FROM print_job');
  assert.equal(jobs[0].n, 1);
});

test('a ticket that cannot be served becomes an appointment', async (t) => {
  const { box, totem, anna } = await hall(t);
  const ticket = must(await totem.post('/tickets', { procedure: 'cambio-abitazione' }), 201);
  must(await anna.post('/counters/1/open'), 200);
  must(await anna.post('/counters/1/next'), 200);
  const bruno = await box.operator('bruno');
  const other = await bruno.post(`/tickets/${ticket.id}/rebook`);
  assert.equal(refused(other, 409), 'counter.held');
  const made = must(await anna.post(`/tickets/${ticket.id}/rebook`, { phone: '0373 894111' }), 200);
  assert.deepEqual(
    [made.state, made.from_ticket, made.phone],
    ['booked', ticket.number, '0373894111'],
  );
  assert.equal(must(await anna.get(`/tickets/${ticket.id}`), 200).state, 'rebooked');
  assert.equal(must(await anna.get('/counters/1'), 200).ticket, null);
  const page = must(await box.client().get(`/public/tickets/${ticket.code}`), 200);
  assert.deepEqual(page.appointment, { code: made.code, at: made.at });
  const again = await anna.post(`/tickets/${ticket.id}/rebook`);
  assert.equal(refused(again, 409), 'ticket.is-rebooked');
});
