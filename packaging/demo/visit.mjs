// packaging/demo/visit.mjs -- one citizen's visit over the REST API, step by step.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tests/daemon/box.mjs';

const procedureForm = (file) => JSON.parse(readFileSync(join(root, 'plugins/registry/forms', file), 'utf8'));
const printedMax = 10_000; // Milliseconds until the paper must be there.

function expect(right, what, reply) {
  if (!right) throw new Error(`${what}: ${reply.status} ${reply.text}`);
}

async function until(check, what) {
  const end = Date.now() + printedMax;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not in time`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export async function visit({ box, users, kiosk, board }) {
  const say = (line) => console.log(line);
  const totem = box.client();
  await totem.signIn({ device_token: kiosk });
  const anna = box.client();
  const { id, password } = users[0];
  await anna.signIn({ user: id, password });

  let reply = await totem.post('/tickets', { procedure: 'cambio-abitazione' }, { 'Idempotency-Key': 'visit-1' });
  expect(reply.status === 201 && reply.body.ahead === 0, 'a ticket at the kiosk', reply);
  const ticket = reply.body;
  say(`kiosk      ticket ${ticket.number}, lane ${ticket.lane}, ${ticket.ahead} ahead`);

  const again = await totem.post('/tickets', { procedure: 'cambio-abitazione' }, { 'Idempotency-Key': 'visit-1' });
  expect(again.body.id === ticket.id, 'the same key gives the same ticket', again);

  await until(async () => {
    reply = await totem.get(`/print-jobs/${ticket.print.job}`);
    return reply.body.state === 'confirmed';
  }, 'the ticket is printed');
  const paper = join(box.home, 'paper', `${ticket.print.job}.png`);
  expect(existsSync(paper), `the picture ${paper}`, reply);
  say(`printer    ticket ${ticket.number} printed and confirmed: ${paper}`);

  const hall = box.client();
  await hall.signIn({ device_token: board });
  reply = await anna.post('/counters/3/open');
  expect(reply.status === 200 && reply.body.operator === id, 'counter 3 opens', reply);
  reply = await anna.post('/counters/3/next');
  expect(reply.status === 200 && reply.body.number === ticket.number, 'the ticket is called', reply);
  say(`counter 3  calls ${reply.body.number}`);
  reply = await hall.get('/board');
  expect(reply.body.calls[0]?.number === ticket.number && reply.body.calls[0].counter === 3, 'the board', reply);
  say(`board      ${reply.body.calls[0].number} -> counter ${reply.body.calls[0].counter}`);
  reply = await anna.post(`/tickets/${ticket.id}/start`);
  expect(reply.status === 200 && reply.body.state === 'serving', 'the service starts', reply);

  const [asked] = procedureForm('certificate-stamped.json').examples;
  reply = await anna.post('/cases', { procedure: 'certificato-anagrafico-bollo', ticket: ticket.id, data: asked });
  expect(reply.status === 201 && reply.body.state === 'completed', 'a certificate', reply);
  const due = reply.body.charges.map((charge) => `${charge.kind} ${(charge.cents / 100).toFixed(2)} €`);
  expect(reply.body.charges.reduce((sum, charge) => sum + charge.cents, 0) === 1652, 'stamp and fee', reply);
  say(`counter 3  certificate of residence, case ${reply.body.id}: ${due.join(', ')}`);
  const pdf = await anna.get(`/cases/${reply.body.id}/documents/1`);
  expect(pdf.status === 200 && pdf.text.startsWith('%PDF'), 'its paper', pdf);

  const [move] = procedureForm('change-address.json').examples;
  reply = await anna.post('/cases', { procedure: 'cambio-abitazione', ticket: ticket.id, data: move });
  expect(reply.status === 201 && reply.body.state === 'accepted', 'a change of address', reply);
  expect(/^\d{7,}$/.test(reply.body.protocol?.number), 'its protocol number', reply);
  const { year, number } = reply.body.protocol;
  say(`counter 3  change of address, case ${reply.body.id}: protocol ${number}/${year}, due on ${reply.body.due_on}`);

  reply = await anna.post(`/tickets/${ticket.id}/finish`);
  expect(reply.status === 200 && reply.body.state === 'finished', 'the service ends', reply);
  reply = await anna.post('/counters/3/next');
  expect(reply.status === 204, 'nobody else waits', reply);
  reply = await anna.post('/counters/3/close');
  expect(reply.status === 200 && reply.body.state === 'closed', 'counter 3 closes', reply);
  say(`counter 3  ${ticket.number} finished, counter closed`);
  return true;
}
