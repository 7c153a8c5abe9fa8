// tests/daemon/procedures.test.mjs -- each of the 97 procedures, run at the counter with the example
// of its own form: from the search to the receipt, whole or not at all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './box.mjs';
import { must, rows, started } from './steps.mjs';

const demo = (file) => readFileSync(join(root, 'plugins', file), 'utf8');
const areas = 13;
const procedures = 97;

test('every procedure can be run by any operator, with its document or its receipt', async (t) => {
  const box = await started(t);
  const anna = await box.operator();
  const run = async (operation, file) =>
    must(await anna.post(`/plugins/${operation}`, demo(file)), 200);
  await run('registry/operations/load-demo-people', 'registry/demo/people.json');
  await run('taxes/operations/decide', 'taxes/demo/decisions.json');
  assert.equal(must(await anna.get('/areas'), 200).items.length, areas);
  const listed = must(await anna.get('/procedures'), 200).items;
  assert.equal(listed.length, procedures);
  let intakes = 0;
  for (const { id, kind } of listed) {
    const card = must(await anna.get(`/procedures/${id}`), 200);
    const opened = must(
      await anna.post('/cases', { procedure: id, data: card.form.examples[0] }),
      201,
    );
    for (const charge of opened.charges)
      assert.ok(charge.cents >= 0 && charge.reason.length > 0, `${id}: ${charge.kind}`);
    for (const paper of opened.documents) {
      const file = await anna.get(`/cases/${opened.id}/documents/${paper.number}`);
      assert.match(file.text, /^%PDF-/, `${id}: ${paper.name}`);
      assert.ok(paper.title.length > 2, id);
    }
    if (kind === 'delivery') {
      assert.equal(opened.state, 'completed', id);
      assert.equal(opened.task, null, id);
      continue;
    }
    ++intakes;
    assert.equal(opened.state, 'accepted', id);
    assert.match(opened.protocol.number, /^\d{7,}$/, id);
    assert.ok(
      opened.documents.some((paper) => paper.name === 'receipt'),
      id,
    );
    const task = must(await anna.get(`/tasks/${opened.task}`), 200);
    assert.equal(task.procedure, id);
    // A term that binds the citizen runs from the event, not from the filing.
    const binds = card.term.days > 0 && card.term.kind !== 'citizen';
    assert.equal(task.due_on !== null, binds, id);
    assert.equal(task.overdue, false, id);
  }
  // A paper's template writes the sign of the euro, once.
  const papers = await rows(box.file, 'SELECT data FROM case_document');
  for (const { euro } of papers.flatMap(({ data }) => JSON.parse(data).charges ?? []))
    assert.match(euro, /^\d+,\d{2}$/);
  const numbers = await rows(
    box.file,
    'SELECT count(*) AS entries, count(DISTINCT number) AS numbers, max(number) AS last FROM protocol_entry',
  );
  assert.equal(numbers[0].entries, numbers[0].numbers);
  assert.equal(numbers[0].entries, numbers[0].last);
  assert.ok(numbers[0].entries >= intakes);
});
