// tests/bench/measure.mjs -- rounds, medians, the programs that make load, and the table.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../daemon/box.mjs';

const run = promisify(execFile);
const programs = process.env.BENCH_PROGRAMS;
const minutesMax = 5; // For one run of one program.

export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// Runs the sides in turn, A B C A B C ..., so that whatever else the machine does meets them all.
// {ours: f, beside: g} gives {ours: [what f returned], beside: [...]}.
export async function inTurn(rounds, sides) {
    const results = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
    for (let i = 0; i < rounds; ++i)
        for (const [name, side] of Object.entries(sides)) results[name].push(await side());
    return results;
}

async function program(name, args) {
    const { stdout } = await run(join(programs, name), args.map(String), {
        timeout: minutesMax * 60_000,
    });
    return JSON.parse(stdout);
}

export const portOf = (box) => new URL(box.url).port;

export const load = {
    // Tickets of a lane, asked for by a kiosk.
    issue: (box, kiosk, clients, count) =>
        program('bench_load', [
            'requests',
            portOf(box),
            clients,
            count,
            'POST',
            '/api/v1/tickets',
            kiosk.token,
            '{"lane":"quick"}',
        ]),
    get: (port, clients, count, path, token = '') =>
        program('bench_load', ['requests', port, clients, count, 'GET', path, token]),
    visits: (box, operator, count) =>
        program('bench_load', ['visits', portOf(box), count, operator.token, counter]),
    calls: (box, board, operator, streams, count) =>
        program('bench_load', [
            'calls',
            portOf(box),
            streams,
            count,
            board.token,
            operator.token,
            counter,
        ]),
};
export const counter = 1; // The open one.

const migrations = join(root, 'core/store/migrations');

export function bareInserts(file, count, perCommit) {
    const files = readdirSync(migrations)
        .filter((name) => name.endsWith('.sql'))
        .sort();
    const paths = files.map((name) => join(migrations, name));
    return program('bench_bare_inserts', [file, count, perCommit, ...paths]);
}

export async function startBareBeast(replyFile) {
    const server = spawn(join(programs, 'bench_bare_beast'), [replyFile], {
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(server.stdout, 'data');
    return { port: String(line).trim(), stop: () => server.kill() };
}

// A reply as it goes over the wire, head and body.
export async function rawReply(box, path) {
    const socket = connect(portOf(box), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    let bytes = Buffer.alloc(0);
    for await (const chunk of socket) {
        bytes = Buffer.concat([bytes, chunk]);
        const head = bytes.indexOf('\r\n\r\n');
        const length = /content-length: (\d+)/i.exec(
            bytes.subarray(0, Math.max(head, 0)).toString(),
        );
        if (length && bytes.length >= head + 4 + Number(length[1])) break;
    }
    return bytes;
}

// SQL on a file, also one that a daemon has open.
export async function sql(file, text) {
    const { stdout } = await run('sqlite3', ['-cmd', '.timeout 5000', file, text]);
    return stdout.trim();
}

export function residentMegabytes(box) {
    const status = readFileSync(`/proc/${box.process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

// What a median should be.
export const atLeast = (bound) => ({ text: `≥ ${bound}`, met: (value) => value >= bound });
export const atMost = (bound) => ({ text: `≤ ${bound}`, met: (value) => value <= bound });
export const below = (bound, unit) => ({
    text: `< ${bound} ${unit}`,
    met: (value) => value < bound,
});

export class Table {
    rows = [];

    // One line: our values and the others', round by round, and the ratio of each round, which is
    // what the aim is about.
    compare(claim, unit, ours, beside, aim) {
        const ratios = ours.map((value, i) => value / beside[i]);
        this.add([claim, spread(ours, unit), spread(beside, unit), spread(ratios)], ratios, aim);
    }

    alone(claim, unit, values, aim) {
        this.add([claim, spread(values, unit), '', ''], values, aim);
    }

    add(cells, values, aim) {
        const met = aim && (aim.met(median(values)) ? 'yes' : '**no**');
        this.rows.push([...cells, aim?.text ?? '', met ?? '']);
    }

    toString() {
        const head = ['What', 'Sportello', 'Beside it', 'Ratio', 'Aim', 'Met'];
        return [head, head.map(() => '---'), ...this.rows]
            .map((cells) => `| ${cells.join(' | ')} |`)
            .join('\n');
    }
}

function spread(values, unit = '') {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const space = unit && ' ';
    return `${figure(median(values))}${space}${unit} (${figure(least)}–${figure(most)})`;
}

function figure(value) {
    if (value >= 100) return value.toFixed(0);
    return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
