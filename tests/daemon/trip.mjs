// tests/daemon/trip.mjs -- takes every step that the API knows, so that each operation answers with
// success at least once.
//
// `ask` is given the operation's id, who asks, the path's parameters, the body and the query.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './box.mjs';
import { rows, townDay, until } from './steps.mjs';

export const password = 'cavallo graffetta 7 pila';
const people = JSON.parse(readFileSync(join(root, 'plugins/registry/demo/people.json'), 'utf8'));
const form = (file) => JSON.parse(readFileSync(join(root, 'plugins', file), 'utf8')).examples[0];
const procedures = [{ procedure: 'cambio-abitazione', people: 2 }];

export async function wholeTrip(trip) {
  await visit(trip);
  await queue(trip);
  await appointments(trip);
  await telephone(trip);
  await backOffice(trip);
  await house(trip);
}

async function visit({ box, who, ask }) {
  const { totem, anna, hall } = who;
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
  await ask('cases', anna, {}, undefined, { ticket: ticket.id });
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
}

// What a counter does with its tickets.
async function queue({ who, ask }) {
  const { totem, anna, bruno, hall } = who;
  const at = { id: 4 };
  const issue = () => ask('issueTicket', totem, {}, { lane: 'quick' });
  const call = async () => {
    const ticket = await ask('callNext', anna, at);
    return { id: ticket.id };
  };
  await ask('hours', hall);
  await ask('queue', hall);
  await ask('openCounter', anna, at);
  await issue();
  const first = await call();
  await ask('undoStep', anna, at);
  await ask('callTicket', anna, at, { ticket: first.id, reason: 'Deve prendere il treno.' });
  await ask('startTicket', anna, first);
  await ask('setTicketProcedures', anna, first, { procedures });
  await ask('parkTicket', anna, first, { note: 'Cerca un documento.' });
  await ask('resumeTicket', anna, at, { ticket: first.id });
  await ask('transferTicket', anna, first, { lane: 'standard' });
  await ask('ticketCalls', bruno, first);
  await ask('rebookTicket', anna, first, { name: 'Maria Ferrari' });
  await issue();
  const absent = await call();
  await ask('noShowTicket', anna, absent);
  await ask('reactivateTicket', totem, absent);
  await ask('pauseCounter', anna, at, { reason: 'Caffè' });
  await ask('continueCounter', anna, at);
  await ask('setAutoCall', anna, at, { on: false });
  await ask('cancelTicket', anna, absent);
  await ask('closeCounter', anna, at);
  await ask('dayReport', bruno);
  await ask('callsReport', bruno);
}

async function appointments({ box, who, ask }) {
  const { totem, anna } = who;
  const tomorrow = { from: townDay(1), days: 1, procedure: 'cambio-abitazione' };
  const { items } = await ask('slots', totem, {}, undefined, tomorrow);
  const booked = [];
  for (const { at } of [items[0], items[10], items[20]])
    // A visit is longer than a slot.
    booked.push(await ask('book', totem, {}, { at, procedures, name: 'Maria Ferrari' }));
  await ask('publicAppointment', box.client(), { code: booked[0].code });
  await ask('cancelAppointment', anna, { id: booked[2].id });
  await ask('appointments', anna, {}, undefined, { day: townDay(1) });
  await box.stop(); // Its clock cannot be turned: the appointments are moved to now.
  await rows(
    box.file,
    `UPDATE appointment SET day = '${townDay()}', at = ${Date.now()} WHERE state = 'booked'`,
  );
  await box.start();
  await ask('arriveByCode', totem, {}, { code: booked[0].code });
  await ask('arrive', anna, { id: booked[1].id });
}

async function telephone({ who, ask }) {
  const { anna, exchange } = who;
  const { id } = await ask('openCall', exchange, {}, { phone: '0373 894111' });
  await ask('calls', anna);
  await ask('answerCall', anna, { id });
  await ask('closeCall', anna, { id }, { outcome: 'answered', procedures });
  await ask('closeContact', anna, {}, { outcome: 'papers-missing', procedures, missing: [0] });
  await ask('contacts', anna);
  await ask('searchContacts', anna, {}, { phone: '0373 894111', reason: 'richiama' });
  await ask('contact', anna, { id });
}

async function backOffice({ box, who, ask }) {
  const { anna, olga } = who;
  const data = form('protocol/forms/accesso-documentale.json');
  const opened = await ask('openCase', anna, {}, { procedure: 'accesso-documentale', data });
  const task = { id: opened.task };
  await ask('publicCase', box.client(), { code: opened.code });
  await ask('takeTask', olga, task);
  await ask('releaseTask', olga, task);
  await ask('noteTask', olga, task, { text: "Chiesto il fascicolo all'archivio." });
  const { papers } = await ask('askPapers', olga, task, { papers: ['Delega'] });
  await ask('publicCase', box.client(), { code: opened.code });
  await ask('receivePapers', anna, task, { papers: [papers[0].id] });
  await ask('completeTask', olga, task, { outcome: 'granted', answer: 'Copia pronta.' });
  await ask('callBackTask', anna, task, {});
  await ask('deliverTask', anna, task);
  await ask('task', olga, task);
  await ask('ask', anna, {}, { area: 'registry', text: 'Serve la firma di entrambi?' });
  await ask('tasks', olga);
  await ask('case', olga, { id: opened.id });
}

async function house({ box, who, ask }) {
  const { totem, anna, dora } = who;
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
