// tests/bench/bench.mjs -- what Sportello promises about speed, each promise measured beside
// something bare. Started by run.sh; see README.md for how to read the table.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { build, makeBox, root } from '../daemon/box.mjs';
import {
    Table,
    atLeast,
    atMost,
    bareInserts,
    below,
    counter,
    inTurn,
    load,
    median,
    portOf,
    rawReply,
    residentMegabytes,
    sql,
    startBareBeast,
} from './measure.mjs';

const clients = 16;
const rounds = 5;
const table = new Table();
mkdirSync(join(root, 'build'), { recursive: true });
const folder = mkdtempSync(join(root, 'build/bench-')); // Everything on one disk.
const bareFile = join(folder, 'bare.db');
const boxes = [];

const noPrinter = 'printers = []\n[tickets]\nprinter = ""\n';
const printer = (port) =>
    `[[printers]]\nid = "kiosk"\nname = "Totem"\nport = "${port}"\n[tickets]\nprinter = "kiosk"\n`;

// A box of its own with a kiosk, a board, and an operator who sits at an open counter.
async function openBox(name, settings) {
    const box = makeBox({ folder: join(folder, name), settings });
    boxes.push(box);
    await box.start();
    const kiosk = await box.device('totem', 'kiosk');
    const board = await box.device('schermo', 'board');
    const operator = await box.operator();
    const opened = await operator.post(`/counters/${counter}/open`, {});
    if (opened.status !== 200) throw new Error(`open: ${opened.status} ${opened.text}`);
    return { box, kiosk, board, operator };
}

const pick = (results, name) => results.map((result) => result[name]);
const milliseconds = (results, name) => pick(results, name).map((value) => value / 1000);

// The queue is emptied first: hundreds wait at most, as in a town hall.
async function issue(desk, clients, count) {
    await sql(
        join(desk.box.home, 'sportello.db'),
        "UPDATE ticket SET state = 'cancelled', ended_at = issued_at WHERE state = 'waiting'",
    );
    return load.issue(desk.box, desk.kiosk, clients, count);
}

async function durableTickets(plain) {
    const count = 480;
    const { ours, one, group } = await inTurn(3 * rounds, {
        ours: () => issue(plain, clients, count),
        one: () => bareInserts(bareFile, count / 8, 1),
        group: () => bareInserts(bareFile, count, clients),
    });
    const speeds = (results) => pick(results, 'per_second');
    const what = 'Tickets issued, durable, by 16 clients over HTTP; beside bare SQLite,';
    table.compare(`${what} 16 tickets a commit`, '/s', speeds(ours), speeds(group), atLeast(0.5));
    table.compare(`${what} one ticket a commit`, '/s', speeds(ours), speeds(one), atLeast(1));
}

async function ticketLatency(plain) {
    const { ours, one } = await inTurn(rounds, {
        ours: () => issue(plain, 1, 200),
        one: () => bareInserts(bareFile, 200, 1),
    });
    const what = 'Ticket issued by one client, beside a bare commit';
    const p50 = milliseconds(ours, 'p50_us');
    // A slow disk makes both slow.
    const aim = {
        text: '< 2 ms, or ratio ≤ 2',
        met: (ratio) => median(p50) < 2 || ratio <= 2,
    };
    table.compare(`${what}, p50`, 'ms', p50, milliseconds(one, 'p50_us'), aim);
    const [p99, barest] = [milliseconds(ours, 'p99_us'), milliseconds(one, 'p99_us')];
    table.compare(`${what}, p99`, 'ms', p99, barest);
}

// While it prints what was issued before; the daemon is held still in the other side's turn.
async function printed() {
    const desk = await openBox('virtual', printer('virtual'));
    const count = 480;
    const { ours, group } = await inTurn(2 * rounds, {
        ours: () => issue(desk, clients, count),
        group: async () => {
            desk.box.process.kill('SIGSTOP');
            const bare = await bareInserts(bareFile, count, clients);
            desk.box.process.kill('SIGCONT');
            return bare;
        },
    });
    table.compare(
        'Tickets issued while the virtual printer prints them, beside 16 a commit',
        '/s',
        pick(ours, 'per_second'),
        pick(group, 'per_second'),
    );
    await desk.box.kill(); // Most of the paper is still to come.
}

// A print job is a row more to write, stuck printer or not: a printer that is switched off, whose
// jobs wait just the same, shows what of the difference is that row.
async function blockedPrinter(plain) {
    const server = createServer((socket) => socket.pause());
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const gone = createServer();
    await new Promise((done) => gone.listen(0, '127.0.0.1', done));
    const ports = [server, gone].map((it) => `tcp:127.0.0.1:${it.address().port}`);
    await new Promise((done) => gone.close(done));
    const stuck = await openBox('stuck', printer(ports[0]));
    const off = await openBox('off', printer(ports[1]));
    const ask = (desk) => () => issue(desk, 1, 40);
    const results = await inTurn(3 * rounds, {
        stuck: ask(stuck),
        off: ask(off),
        none: ask(plain),
    });
    const p50 = (name) => milliseconds(results[name], 'p50_us');
    const what = 'Ticket issued while the printer is stuck, p50';
    const aim = { text: '1 ± 0.1', met: (ratio) => Math.abs(ratio - 1) <= 0.1 };
    table.compare(`${what}, beside no printer at all`, 'ms', p50('stuck'), p50('none'), aim);
    table.compare(`${what}, beside a printer switched off`, 'ms', p50('stuck'), p50('off'));
    await stuck.box.kill(); // It would wait for the printer's last moment.
    await off.box.stop();
    server.close();
}

async function procedure(plain) {
    const path = '/api/v1/procedures/cambio-abitazione';
    const reply = join(folder, 'reply');
    writeFileSync(reply, await rawReply(plain.box, path));
    const bare = await startBareBeast(reply);
    try {
        const { ours, beside } = await inTurn(rounds, {
            ours: () => load.get(portOf(plain.box), clients, 12_000, path),
            beside: () => load.get(bare.port, clients, 12_000, path),
        });
        table.compare(
            'GET of a procedure by 16 clients; beside a bare Beast server with the same bytes',
            '/s',
            pick(ours, 'per_second'),
            pick(beside, 'per_second'),
            atLeast(0.6),
        );
    } finally {
        bare.stop();
    }
}

async function callsOnBoards(plain) {
    const count = 30;
    const { ours, one } = await inTurn(rounds, {
        ours: async () => {
            await issue(plain, 4, count);
            return load.calls(plain.box, plain.board, plain.operator, 50, count);
        },
        one: () => bareInserts(bareFile, 100, 1),
    });
    const what = 'From the call to its event on 50 boards';
    const bare = milliseconds(one, 'p50_us');
    const p50 = milliseconds(ours, 'p50_us');
    table.compare(`${what}, p50, beside a bare commit`, 'ms', p50, bare);
    table.alone(`${what}, p99`, 'ms', milliseconds(ours, 'p99_us'), below(20, 'ms'));
}

async function starts(desk, claim, aim) {
    const times = [];
    for (let i = 0; i < 10; ++i) {
        await desk.box.stop();
        await desk.box.start();
        times.push(desk.box.readyMs);
    }
    table.alone(claim, 'ms', times, aim);
}

async function memory() {
    const desk = await openBox('memory', noPrinter);
    await starts(desk, 'From spawn to ready, all areas, an empty file', below(300, 'ms'));
    const before = residentMegabytes(desk.box);
    await load.issue(desk.box, desk.kiosk, 64, 100_000);
    const after = residentMegabytes(desk.box);
    table.compare(
        'Resident memory after 100,000 tickets, beside after the start',
        'MiB',
        [after],
        [before],
        atMost(2),
    );
    // The whole file is checked at each start, so this grows with it.
    await starts(desk, 'From spawn to ready, 100,000 tickets in the file');
    await desk.box.stop();
}

// Tickets of earlier days, 400 a day, all finished, each with its procedure and its call. Written
// while the daemon runs: it would check the whole file at a start.
async function seededBox(name, count) {
    const desk = await openBox(name, noPrinter);
    const file = join(desk.box.home, 'sportello.db');
    await sql(
        file,
        `BEGIN;
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count}),
              past AS (SELECT i, date('now', '-' || (2 + i / 400) || ' day') AS day FROM n)
         INSERT INTO ticket (day, lane, prefix, number, code, channel, language, priority, minutes,
                             equipment, state, place, counter, calls, outcome, issued_at,
                             called_at, started_at, ended_at)
         SELECT day, 'quick', 'A', i % 400 + 1, lower(hex(randomblob(8))), 'kiosk', 'it', 0, 5, 0,
                'finished', at, ${counter}, 1, 'served', at, at + 300000, at + 310000, at + 600000
         FROM (SELECT *, strftime('%s', day) * 1000 + 28800000 + i % 400 * 60000 AS at FROM past);
         INSERT INTO ticket_procedure (ticket, position, procedure, people, done)
         SELECT id, 1, 'cambio-abitazione', 1, 1 FROM ticket;
         INSERT INTO ticket_call (day, ticket, lane, counter, operator, rule, why, at)
         SELECT day, id, lane, counter, 'anna', 'longest-wait',
                '{"waited_seconds":300,"promise_minutes":10,"others":[],"aside":[]}', called_at
         FROM ticket;
         COMMIT;
         PRAGMA wal_checkpoint(TRUNCATE)`,
    );
    return desk;
}

// What the panel asks every second, with people waiting and somebody at the counter; and a visit.
async function lookUps() {
    const many = await seededBox('many', 2_000_000);
    const few = await seededBox('few', 10_000);
    for (const desk of [many, few]) {
        await issue(desk, 4, 40);
        await desk.operator.post(`/counters/${counter}/next`);
    }
    const past = '2,000,000 past tickets, beside 10,000';
    const asks = [
        ['the queue', '/api/v1/queue', 'board'],
        ['my counter', `/api/v1/counters/${counter}`, 'operator'],
        ['the board', '/api/v1/board', 'board'],
    ];
    for (const [what, path, who] of asks) {
        const get = (desk) => () => load.get(portOf(desk.box), 1, 1_000, path, desk[who].token);
        const results = await inTurn(rounds, { many: get(many), few: get(few) });
        pastRows(`GET of ${what}`, past, results);
    }
    for (const desk of [many, few]) {
        const { body } = await desk.operator.get(`/counters/${counter}`);
        await desk.operator.post(`/tickets/${body.ticket.id}/no-show`);
    }
    const visits = (desk) => async () => {
        await issue(desk, 4, 40);
        return load.visits(desk.box, desk.operator, 40);
    };
    const results = await inTurn(rounds, { many: visits(many), few: visits(few) });
    pastRows('Next, start and finish', past, results);
    await many.box.stop();
    await few.box.stop();
}

// The middle is promised; the slowest of a hundred is shown, for it is the machine's.
function pastRows(what, past, { many, few }) {
    for (const [part, aim] of [
        ['p50', below(1.2, 'times')],
        ['p99', undefined],
    ])
        table.compare(
            `${what}, ${part}, ${past}`,
            'ms',
            milliseconds(many, `${part}_us`),
            milliseconds(few, `${part}_us`),
            aim,
        );
}

function machine() {
    const ask = (...command) => execFileSync(command[0], command.slice(1)).toString().trim();
    const disk = ask('findmnt', '-n', '-o', 'FSTYPE', '--target', folder);
    const commit = ask('git', '-C', root, 'describe', '--always', '--dirty');
    const [cpu] = cpus();
    return `${cpus().length} cores (${cpu.model}), ${disk}, ${basename(build)} build, commit ${commit}`;
}

// Each is given the box without a printer.
const parts = {
    tickets: durableTickets,
    latency: ticketLatency,
    boards: callsOnBoards,
    procedure,
    blocked: blockedPrinter,
    printed,
    memory,
    past: lookUps,
};
const asked = process.argv.slice(2);

try {
    const started = Date.now();
    const plain = await openBox('plain', noPrinter);
    for (const [name, part] of Object.entries(parts)) {
        if (asked.length > 0 && !asked.includes(name)) continue;
        process.stderr.write(`${name} ...\n`);
        await part(plain);
    }
    await plain.box.stop();
    console.log(`${table}\n\n${machine()}; ${Math.round((Date.now() - started) / 1000)} s.`);
} finally {
    for (const box of boxes) if (box.process) await box.kill();
    rmSync(folder, { recursive: true, force: true });
}
