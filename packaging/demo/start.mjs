// packaging/demo/start.mjs -- a demo box with its people: used by the demo and the browser's test.
//
// Every user gets a password made now, for this box only.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBox, root } from '../../tests/daemon/box.mjs';

const settings = `
[demo]
enabled = true
[[printers]]
id = "kiosk"
name = "Stampante del totem (virtuale)"
port = "virtual"
`;

const people = [
  { id: 'anna', name: 'Anna Ferrari', role: 'operator' },
  { id: 'bruno', name: 'Bruno Conti', role: 'supervisor' },
  { id: 'dora', name: 'Dora Villa', role: 'administrator' },
];

export async function startDemo({ port, folder }) {
  const box = makeBox({ settings, port, folder, keep: Boolean(folder) });
  await box.start();
  const client = box.client();
  const users = [];
  const known = new Set(JSON.parse(await box.cli('--json', 'user', 'list')).items.map((one) => one.id));
  for (const person of people.filter((one) => !known.has(one.id))) {
    const password = randomBytes(9).toString('base64url') + '-demo';
    await client.local('/operators', { ...person, password, keep: true });
    users.push({ ...person, password });
  }
  const kiosk = (await client.local('/device-tokens', { id: 'totem', role: 'kiosk' })).token;
  const board = (await client.local('/device-tokens', { id: 'tabellone', role: 'board' })).token;
  await loadTown(box, users);
  return { box, users, kiosk, board };
}

// The invented residents and the town's rates, through the operations that the areas offer for it.
async function loadTown(box, users) {
  const anna = users.find((user) => user.id === 'anna');
  if (!anna) return; // A demo that goes on: they are there.
  const client = box.client();
  await client.signIn({ user: anna.id, password: anna.password });
  for (const [operation, file] of [
    ['registry/operations/load-demo-people', 'registry/demo/people.json'],
    ['taxes/operations/decide', 'taxes/demo/decisions.json'],
  ]) {
    const reply = await client.post(`/plugins/${operation}`, readFileSync(join(root, 'plugins', file), 'utf8'));
    if (reply.status !== 200) throw new Error(`${file}: ${reply.text}`);
  }
}
