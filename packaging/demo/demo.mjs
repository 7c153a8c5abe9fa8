// packaging/demo/demo.mjs -- starts the demo box; see packaging/demo.sh.
import { join } from 'node:path';
import { startDemo } from './start.mjs';
import { visit } from './visit.mjs';

const once = process.argv[2] === '--once';

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
