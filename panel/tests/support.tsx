// panel/tests/support.tsx -- a page in a browser beside a fake box, whose every reply is checked against
// the contract.
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { MemoryRouter } from 'react-router-dom';
import { expect, vi } from 'vitest';
import contract from '../../core/api/openapi.json';
import { FakeBox, type Told } from '../dev/box';
import { App, routerFuture } from '../src/App';

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ ...contract, $id: 'contract' });

interface Operation {
    responses: Record<string, { content?: Record<string, unknown>; $ref?: string }>;
}

// The reply has a status the contract lists for this operation, and a body of its shape.
function checkAgainstContract(method: string, path: string, told: Told): void {
    const paths = contract.paths as unknown as Record<string, Record<string, Operation>>;
    const pattern = Object.keys(paths).find((one) =>
        new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    const operation = paths[pattern ?? '']?.[method.toLowerCase()];
    if (!pattern || !operation) throw new Error(`${method} ${path} is not in the contract`);
    const response = operation.responses[String(told.status)];
    if (!response) throw new Error(`${method} ${path}: ${told.status} is not in the contract`);
    if (told.status >= 400) {
        const problem = ajv.getSchema('contract#/components/schemas/Problem');
        expect(problem?.(told.body), ajv.errorsText(problem?.errors)).toBe(true);
        return;
    }
    if (!response.content) return;
    const step = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1');
    const pointer = `/paths/${step(pattern)}/${method.toLowerCase()}/responses/${told.status}`;
    const schema = ajv.getSchema(`contract#${pointer}/content/application~1json/schema`);
    if (!schema) throw new Error(`${method} ${path}: no schema in the contract`);
    const body: unknown = JSON.parse(JSON.stringify(told.body));
    expect(schema(body), `${method} ${path}: ${ajv.errorsText(schema.errors)}`).toBe(true);
}

// A page takes a failed check for a silent box: the test itself must fail, at its end.
export const violations: unknown[] = [];

function check(method: string, path: string, told: Told): void {
    try {
        checkAgainstContract(method, path, told);
    } catch (violation) {
        violations.push(violation);
    }
}

export class House {
    readonly box = new FakeBox();
    down = false; // The box cannot be reached.
    loseReplies = 0; // So many replies are lost on the way back: the box did its work.
    answers: ((path: string) => Told | undefined)[] = []; // Instead of the box, for one request.
    private cookie = '';
    private readonly streams = new Set<FakeStream>();

    constructor() {
        this.box.listen((topic) => {
            for (const stream of this.streams) stream.dispatchEvent(new Event(topic));
        });
        vi.stubGlobal('fetch', (request: Request) => this.fetch(request));
        const streams = this.streams;
        const up = () => !this.down;
        vi.stubGlobal(
            'EventSource',
            class extends FakeStream {
                constructor() {
                    super(up);
                    streams.add(this);
                }
                close() {
                    streams.delete(this);
                }
            },
        );
        vi.stubGlobal('AudioContext', SilentAudio);
    }

    // Cuts the cable, or puts it back.
    cut(down: boolean): void {
        this.down = down;
        for (const stream of this.streams)
            if (down) stream.onerror?.();
            else stream.onopen?.();
    }

    signedInAs(user: 'anna' | 'nuovo' | 'sara' | 'mario'): void {
        const person = this.box.people.find((one) => one.id === user);
        if (!person) throw new Error(`nobody is called ${user}`);
        const { id, name, role, must_change_password } = person;
        this.box.sessions.set('known', { id, name, role, must_change_password });
        this.cookie = 'sportello_session=known';
        localStorage.setItem('sportello.session', 'yes');
    }

    // The Idempotency-Keys of the requests that reached the box at `path`.
    keysAt(path: string): (string | null)[] {
        return this.box.asked
            .filter((one) => one.method === 'POST' && one.path === path)
            .map((one) => one.headers.get('Idempotency-Key'));
    }

    private async fetch(request: Request): Promise<Response> {
        if (this.down) throw new TypeError('Failed to fetch');
        const url = new URL(request.url);
        const path = url.pathname.replace('/api/v1', '');
        const text = await request.text();
        const headers = new Headers(request.headers);
        headers.set('Cookie', this.cookie);
        const body: unknown = text ? JSON.parse(text) : undefined;
        const { method } = request;
        const instead = this.answers.shift()?.(path);
        const told =
            instead ?? this.box.handle({ method, path, query: url.searchParams, headers, body });
        if (!instead) check(method, path, told);
        const cookie = told.headers?.['Set-Cookie'];
        if (cookie) this.cookie = cookie.split(';')[0] ?? '';
        if (method === 'POST' && this.loseReplies > 0) {
            this.loseReplies -= 1;
            throw new TypeError('Failed to fetch');
        }
        const type = told.status < 400 ? 'application/json' : 'application/problem+json';
        return new Response(told.body === undefined ? null : JSON.stringify(told.body), {
            status: told.status,
            headers: { 'Content-Type': type, ...told.headers },
        });
    }
}

class FakeStream extends EventTarget {
    static readonly CLOSED = 2;
    readyState = 1;
    onopen: (() => void) | null = null;
    onerror: (() => void) | null = null;
    constructor(up: () => boolean) {
        super();
        setTimeout(() => {
            if (up()) this.onopen?.();
            else this.onerror?.();
        });
    }
}

class SilentAudio {
    state = 'suspended';
    resume = () => Promise.resolve();
    close = () => Promise.resolve();
}

export function open(address: string) {
    const user = userEvent.setup();
    const view = render(
        <MemoryRouter future={routerFuture} initialEntries={[address]}>
            <App />
        </MemoryRouter>,
    );
    return { user, ...view };
}
