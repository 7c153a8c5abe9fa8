// tests/daemon/declared.test.mjs -- an area of files alone: what it declares is asked, refused,
// charged and handed over by the daemon itself.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from './box.mjs';
import { must, noPrinter, refused, rows, started } from './steps.mjs';

const text = (it, en) => ({ it, en });
const choice = (values) => ({
  type: 'string',
  enum: Object.keys(values),
  'x-labels': values,
});

const manifest = {
  id: 'copies',
  version: '1.0.0',
  abi: 1,
  title: text('Copie', 'Copies'),
  office: text('Ufficio copie', 'Copies office'),
  filing_class: 'I.6',
  needs: ['protocol'],
  operations: [],
};

const form = {
  type: 'object',
  required: ['use', 'pages', 'signed_on', 'value'],
  additionalProperties: false,
  properties: {
    use: choice({
      stamped: text('In bollo', 'With stamp'),
      'public-body': text('Per un ente', 'For a body'),
      exempt: text('Esente', 'Exempt'),
    }),
    pages: { type: 'integer', minimum: 1, maximum: 400 },
    signed_on: { type: 'string', format: 'past-date' },
    value: { type: 'integer', format: 'cents' },
  },
};

const when = (...is) => ({ field: 'use', is });
const procedure = {
  id: 'copia-conforme',
  title: text('Copia conforme', 'Certified copy'),
  kind: 'delivery',
  minutes: 5,
  documents: [text('originale', 'original')],
  fee_cents: 52,
  stamp_duty_cents: 1600,
  law: 'DPR 445/2000 art. 18',
  term: { days: 0, kind: 'immediate', unit: 'calendar' },
  channels: ['counter', 'phone'],
  filing_class: 'I.6',
  yearly_volume: 10,
  provenance: 'memory',
  form: 'forms/copy.json',
  document: 'copy',
  equipment: ['payment-terminal'],
  answer: text('Porti l’originale.', 'Bring the original.'),
  charges: [
    {
      kind: 'stamp-duty',
      cents: 1600,
      reason: text('Bollo ogni quattro pagine', 'Stamp every four pages'),
      when: when('stamped'),
      times: { field: 'pages', each: 4 },
    },
    {
      kind: 'fee',
      cents: 0,
      reason: text('Esente: DPR 642/1972', 'Exempt'),
      when: when('exempt'),
    },
  ],
  refuse: [{ when: when('public-body'), code: 'self-declaration' }],
};

const template = `@paper a4
{{#demo}}
FAC-SIMILE
{{/demo}}
{{procedure}} {{use}}, {{pages}} {{signed_on}} {{value}}
{{#use_stamped}}
BOLLO
{{/use_stamped}}
{{#charges}}
{{label}} {{euro}} {{reason}}
{{/charges}}
`;

// A box with this area, and an operator: {box, anna, open}.
async function office(t) {
  const settings = (home) => {
    const folder = join(home, 'plugins/copies');
    for (const part of ['procedures', 'forms', 'texts', 'templates'])
      mkdirSync(join(folder, part), { recursive: true });
    const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value));
    write('manifest.json', manifest);
    write('procedures/copia-conforme.json', procedure);
    write('forms/copy.json', form);
    const sentence = 'Un ente non può chiederla: basta una dichiarazione.';
    write('texts/it.json', { 'document.copy': 'Copia', 'self-declaration': sentence });
    write('texts/en.json', { 'document.copy': 'Copy', 'self-declaration': 'No: declare it.' });
    for (const language of ['it', 'en'])
      writeFileSync(join(folder, `templates/copy.${language}.mustache`), template);
    return `${noPrinter}[paths]\nplugins = ["${build}/plugins", "${home}/plugins"]\n`;
  };
  const box = await started(t, { settings });
  const anna = await box.operator();
  const good = { use: 'stamped', pages: 9, signed_on: '2026-01-31', value: 1250 };
  const open = (data) =>
    anna.post('/cases', { procedure: 'copia-conforme', data: { ...good, ...data } });
  return { box, anna, open };
}

test('the card tells what the file declares', async (t) => {
  const { anna } = await office(t);
  const card = must(await anna.get('/procedures/copia-conforme'), 200);
  assert.equal(card.document, 'copies/copy');
  assert.deepEqual(card.equipment, ['payment-terminal']);
  assert.equal(card.phone, 'opened');
  assert.equal(card.appointment, 'none');
  assert.equal(card.back_office, false);
  assert.deepEqual(card.answer, procedure.answer);
  assert.deepEqual(card.charges[0], procedure.charges[0]);
  assert.deepEqual(card.charges[1], { ...procedure.charges[1], times: null });
});

test('a delivery is charged by its rules and hands over its paper', async (t) => {
  const { box, anna, open } = await office(t);
  const stamped = must(await open({}), 201);
  assert.equal(stamped.state, 'completed');
  assert.equal(stamped.protocol, null);
  assert.deepEqual(stamped.charges, [
    { kind: 'stamp-duty', cents: 4800, reason: 'Bollo ogni quattro pagine' },
  ]);
  assert.deepEqual(
    stamped.documents.map(({ name, title }) => [name, title]),
    [['copies/copy', 'Copia']],
  );
  const paper = await anna.get(`/cases/${stamped.id}/documents/1`);
  assert.equal(paper.status, 200);
  assert.match(paper.text, /^%PDF-/);
  const [{ data }] = await rows(box.file, 'SELECT data FROM case_document');
  const shown = JSON.parse(data);
  assert.equal(shown.use, 'In bollo');
  assert.equal(shown.use_stamped, true);
  assert.equal(shown.signed_on, '31/01/2026');
  assert.equal(shown.value, '12,50');
  assert.equal(shown.procedure, 'Copia conforme');
  assert.equal(shown.office, 'Ufficio copie');
  assert.equal(shown.operator, 'anna');
  assert.equal(shown.case, stamped.id);
  assert.match(shown.date, /^\d{2}\/\d{2}\/\d{4}$/);
  assert.equal(shown.charges[0].euro, '48,00');
  const exempt = must(await open({ use: 'exempt' }), 201);
  assert.deepEqual(exempt.charges, [{ kind: 'fee', cents: 0, reason: 'Esente: DPR 642/1972' }]);
});

test('what the law refuses is refused at its field, and nothing is kept', async (t) => {
  const { box, open } = await office(t);
  const reply = await open({ use: 'public-body' });
  assert.equal(refused(reply, 422), 'copies.self-declaration');
  assert.match(reply.body.detail, /basta una dichiarazione/);
  assert.deepEqual(
    reply.body.errors.map(({ pointer, code }) => `${pointer} ${code}`),
    ['/data/use copies.self-declaration'],
  );
  const tomorrow = await open({ signed_on: '2099-01-01' });
  assert.equal(refused(tomorrow, 422), 'body.invalid');
  assert.equal(tomorrow.body.errors[0].code, 'form.format.past-date');
  const words = await open({ pages: 'nove' });
  assert.match(words.body.errors[0].detail, /numero intero/);
  assert.deepEqual(await rows(box.file, 'SELECT id FROM cases'), []);
});
