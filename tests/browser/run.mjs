// tests/browser/run.mjs -- starts a demo box and walks trip.mjs through it.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../../packaging/demo/start.mjs';

const { box, users, kiosk, board } = await startDemo({ port: 0 });
const anna = users[0];
const trip = spawn(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), 'trip.mjs')], {
  stdio: 'inherit',
  env: {
    ...process.env,
    SPORTELLO_URL: box.url,
    SPORTELLO_USER: anna.id,
    SPORTELLO_PASSWORD: anna.password,
    KIOSK_TOKEN: kiosk,
    BOARD_TOKEN: board,
  },
});
const code = await new Promise((done) => trip.once('exit', done));
const end = await box.stop();
if (code !== 0 || end.code !== 0) console.error(`the daemon's log:\n${box.log}`);
await box.dispose();
process.exit(code || end.code);
