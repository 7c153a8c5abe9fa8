// tests/daemon/steps.mjs -- what the whole-daemon tests have in common: a box that goes when its
// test ends, waits with a deadline, a look into the database, a stream of events.
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeBox } from './box.mjs';

const run = promisify(execFile);
const waitMax = 60_000; // Milliseconds; a sanitizer's build on a busy machine is slow.

export const noPrinter = `
printers = []
[tickets]
printer = ""
`;

export const virtualPrinter = `
[[printers]]
id = "kiosk"
name = "Stampante virtuale"
port = "virtual"
`;

// A day of the town's calendar, so many days from today: "2026-11-24".
export function townDay(fromToday = 0) {
  const at = new Date(Date.now() + fromToday * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(at);
}

// Open all day, today and for a month: tests run at any hour, also on holidays.
export const alwaysOpen = Array.from(
  { length: 31 },
  (_, i) => `
[[exceptions]]
day = "${townDay(i)}"
reason = { it = "Prova", en = "Test" }
from = "00:00"
to = "23:59"
`,
).join('');

// A daemon that runs until the test ends.
export async function started(t, options = {}) {
  const box = makeBox({ settings: noPrinter, ...options });
  t.after(() => box.dispose());
  await box.start();
  return box;
}

// The body of a reply that must have this status.
export function must(reply, status) {
  if (reply.status !== status)
    throw new Error(`expected ${status}, found ${reply.status}: ${reply.text}`);
  return reply.body;
}

// The code of a refusal that must have this status: "counter.closed".
export function refused(reply, status) {
  return must(reply, status).type.replace('/problems/', '');
}

// Asks again until the answer is true, and returns it.
export async function until(check, what) {
  const end = Date.now() + waitMax;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}

// Rows of a database, through sqlite3(1).
export async function rows(file, sql) {
  const { stdout } = await run('sqlite3', ['-json', file, sql], { maxBuffer: 1 << 26 });
  return stdout.trim() ? JSON.parse(stdout) : [];
}

// Rows of what a stopped daemon left behind, from a copy: to open the file would mend it.
export async function rowsLeft(box, sql) {
  const folder = mkdtempSync(join(box.home, 'left-'));
  try {
    for (const end of ['', '-wal'])
      if (existsSync(box.file + end)) copyFileSync(box.file + end, join(folder, `copy.db${end}`));
    return await rows(join(folder, 'copy.db'), sql);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Numbers between 0 and 1, the same for the same seed (mulberry32).
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

// Opens the stream of events: {received, end}. `received` grows by {id, topic, data}.
export function listen(client, lastEventId) {
  const headers = { Authorization: `Bearer ${client.token}` };
  if (lastEventId !== undefined) headers['Last-Event-ID'] = String(lastEventId);
  const received = [];
  return new Promise((done, fail) => {
    const asked = get(`${client.box.url}/api/v1/events`, { headers }, (response) => {
      if (response.statusCode !== 200) {
        asked.destroy();
        fail(new Error(`events: ${response.statusCode}`));
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('error', () => {}); // The daemon was killed, or end() was called.
      response.on('data', (chunk) => {
        const messages = (text + chunk).split('\n\n');
        text = messages.pop();
        received.push(...messages.filter((one) => /^event: /m.test(one)).map(eventOf));
      });
      done({ received, end: () => asked.destroy(), type: response.headers['content-type'] });
    });
    asked.on('error', fail);
  });
}

function eventOf(message) {
  const field = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(message)?.[1];
  return { id: Number(field('id')), topic: field('event'), data: JSON.parse(field('data')) };
}
