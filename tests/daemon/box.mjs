// tests/daemon/box.mjs -- a whole sportellod in a folder of its own, on a free port.
//
// Used by the whole-daemon tests, the benchmarks and the demo. A box may be killed and started
// again over the same folder. What tests do with it is in steps.mjs.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync, existsSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const run = promisify(execFile);
const readyMax = 30_000; // Milliseconds; a sanitizer's build on a busy machine is slow.

// The build to use: $SPORTELLO_BUILD, else the release one.
export const build = resolve(process.env.SPORTELLO_BUILD ?? join(root, 'build/release'));

// `settings` is TOML that overrides etc/sportello.toml, as a drop-in would; or a function of the
// box's folder that gives it.
export function makeBox({ folder, settings = '', port = 0, keep = false, environment = {} } = {}) {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'sportello-'));
  mkdirSync(join(home, 'etc/conf.d'), { recursive: true });
  for (const part of ['sportello.toml', 'templates']) {
    const link = join(home, 'etc', part);
    if (!existsSync(link)) symlinkSync(join(root, 'etc', part), link);
  }
  writeFileSync(join(home, 'etc/conf.d/10-box.toml'), basics(home, port));
  const chosen = typeof settings === 'function' ? settings(home) : settings;
  writeFileSync(join(home, 'etc/conf.d/20-settings.toml'), chosen);
  return new Box(home, keep, environment);
}

function basics(home, port) {
  return `
[server]
port = ${port}
admin_socket = "${home}/admin.sock"
[storage]
file = "${home}/sportello.db"
backup_folder = "${home}/backups"
[paths]
plugins = ["${build}/plugins"]
drivers = ["${build}/drivers"]
panel = "${root}/panel/dist"
templates = "${home}/etc/templates"
[devices]
paper_folder = "${home}/paper"
[tickets]
when_full = "issue" # At whatever hour this runs.
`;
}

class Box {
  constructor(home, keep, environment) {
    this.home = home;
    this.keep = keep;
    this.environment = environment;
    this.log = '';
  }

  get config() {
    return join(this.home, 'etc/sportello.toml');
  }

  get file() {
    return join(this.home, 'sportello.db');
  }

  get socket() {
    return join(this.home, 'admin.sock');
  }

  // Starts the daemon and waits until it is ready; returns its address.
  async start() {
    const started = Date.now();
    this.process = spawn(join(build, 'core/app/sportellod'), ['--config', this.config], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...this.environment },
    });
    this.ended = new Promise((done) => {
      this.process.once('exit', (code, signal) => done({ code, signal }));
      this.process.once('error', (error) => done({ code: error.message }));
    });
    const ready = new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`not ready in time:\n${this.log}`)), readyMax);
      this.ended.then(({ code, signal }) => {
        clearTimeout(timer);
        fail(new Error(`sportellod ended (${code ?? signal}):\n${this.log}`));
      });
      this.process.stderr.on('data', (chunk) => {
        this.log += chunk;
        const line = /ready on (\S+)/.exec(this.log.slice(this.mark ?? 0));
        if (!line) return;
        clearTimeout(timer);
        done(line[1]);
      });
    });
    this.mark = this.log.length;
    this.url = await ready;
    this.readyMs = Date.now() - started;
    return this.url;
  }

  // Asks it to stop, and waits for the end: {code, signal}.
  async stop() {
    if (!this.process) return undefined;
    this.process.kill('SIGTERM');
    const end = await this.ended;
    this.process = undefined;
    return end;
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.ended;
    this.process = undefined;
  }

  // Runs the daemon's program to its end, as from a terminal: {code, stdout, stderr}.
  async program(...args) {
    const program = join(build, 'core/app/sportellod');
    const options = { timeout: readyMax, env: { ...process.env, ...this.environment } };
    return run(program, ['--config', this.config, ...args], options).then(
      (done) => ({ code: 0, ...done }),
      ({ code, signal, stdout, stderr }) => ({ code: code ?? signal, stdout, stderr }),
    );
  }

  async dispose() {
    await this.stop();
    if (!this.keep) rmSync(this.home, { recursive: true, force: true });
  }

  // The administrator's command: await box.cli('user', 'add', ...).
  async cli(...args) {
    const options = { env: process.env, maxBuffer: 1 << 24 };
    const done = await run(
      join(build, 'core/cli/sportello'),
      ['--socket', this.socket, '--language', 'en', ...args],
      options,
    );
    return done.stdout.trim();
  }

  // Adds an operator whose password needs no change, and signs in: a client with his token.
  async operator(id = 'anna', role = 'operator', password = 'cavallo graffetta 7 pila') {
    const client = this.client();
    await client.local('/operators', { id, name: id, role, password, keep: true });
    await client.signIn({ user: id, password });
    return client;
  }

  async device(id, role) {
    const client = this.client();
    const { token } = await client.local('/device-tokens', { id, role });
    await client.signIn({ device_token: token });
    return client;
  }

  client() {
    return new Client(this);
  }
}

// What the API answered: status, headers, and the body as JSON where it is JSON.
class Client {
  constructor(box) {
    this.box = box;
  }

  async signIn(credentials) {
    const reply = await this.post('/sessions', credentials);
    if (reply.status !== 201) throw new Error(`sign-in: ${reply.status} ${reply.text}`);
    this.token = reply.body.token;
    return reply.body;
  }

  get(path, headers) {
    return this.ask('GET', path, undefined, headers);
  }

  post(path, body, headers) {
    return this.ask('POST', path, body, headers);
  }

  async ask(method, path, body, headers = {}) {
    const response = await fetch(this.box.url + (path.startsWith('/api') ? '' : '/api/v1') + path, {
      method,
      headers: {
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    const parsed = json && text ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, body: parsed };
  }

  // The same through the administrator's Unix socket.
  local(path, body) {
    return new Promise((done, fail) => {
      const asked = request(
        {
          socketPath: this.box.socket,
          path: `/api/v1${path}`,
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk) => (text += chunk));
          response.on('end', () => {
            if (response.statusCode >= 400)
              fail(new Error(`${path}: ${response.statusCode} ${text}`));
            else done(JSON.parse(text));
          });
        },
      );
      asked.on('error', fail);
      asked.end(JSON.stringify(body));
    });
  }
}
