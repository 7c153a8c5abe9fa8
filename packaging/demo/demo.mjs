// packaging/demo/demo.mjs -- starts the demo box; see packaging/demo.sh.
//
// Every user gets a password made now, for this demo only.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBox, root } from '../../tests/daemon/box.mjs';
import { visit } from './visit.mjs';

const once = process.argv[2] === '--once';

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
  await loadPeople(box, users);
  return { box, users, kiosk, board };
}

// The invented residents, through the operation that the registry offers for it.
async function loadPeople(box, users) {
  const anna = users.find((user) => user.id === 'anna');
  if (!anna) return; // A demo that goes on: they are there.
  const client = box.client();
  await client.signIn({ user: anna.id, password: anna.password });
  const file = join(root, 'plugins/registry/demo/people.json');
  const reply = await client.post('/plugins/registry/operations/load-demo-people', readFileSync(file, 'utf8'));
  if (reply.status !== 200) throw new Error(`the demo residents: ${reply.text}`);
}

async function serve() {
  const { box, users, kiosk, board } = await startDemo({ port: 8080, folder: process.env.SPORTELLO_DEMO });
  console.log(`\nSportello, demo: ${box.url}   (Ctrl-C to stop)\n`);
  for (const user of users) console.log(`  ${user.role.padEnd(14)} ${user.id.padEnd(6)} ${user.password}`);
  console.log(`\n  kiosk  ${box.url}/kiosk#token=${kiosk}`);
  console.log(`  board  ${box.url}/board#token=${board}`);
  console.log(`  paper  ${join(box.home, 'paper')}   (one PNG a ticket)\n`);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, async () => {
      const end = await box.stop();
      console.log('stopped');
      process.exit(end.code ?? 1);
    });
  const { code, signal } = await box.ended;
  if (code !== 0) {
    console.error(`sportellod ended (${code ?? signal})\n${box.log}`);
    process.exit(1);
  }
}

async function playOnce() {
  const demo = await startDemo({ port: 0 });
  let right = false;
  try {
    right = await visit(demo);
  } catch (error) {
    console.error(`wrong: ${error.message}`);
  }
  const end = await demo.box.stop();
  if (!right || end.code !== 0) {
    console.error(`the daemon's log:\n${demo.box.log}`);
    process.exit(1);
  }
  await demo.box.dispose();
  console.log('stopped cleanly');
}

await (once ? playOnce() : serve());
