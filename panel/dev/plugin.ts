// panel/dev/plugin.ts -- serves the fake box beside the panel, in `npm run dev` and `npm run preview`.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { FakeBox } from './box';

async function bodyOf(request: IncomingMessage): Promise<unknown> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString());
}

function headersOf(request: IncomingMessage): Headers {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
        if (typeof value === 'string') headers.set(name, value);
    return headers;
}

function stream(box: FakeBox, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': open\n\n');
    let id = 0;
    const close = box.listen((topic) => {
        id += 1;
        response.write(`id: ${String(id)}\nevent: ${topic}\ndata: {}\n\n`);
    });
    response.on('close', close);
}

async function serve(box: FakeBox, request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://box');
    const path = url.pathname.slice('/api/v1'.length);
    const headers = headersOf(request);
    if (path === '/events' && box.who(headers)) {
        stream(box, response);
        return;
    }
    if (/^\/cases\/\d+\/documents\/\d+$/.test(path)) {
        response.writeHead(200, { 'Content-Type': 'application/pdf' });
        response.end('%PDF-1.4\n%%EOF\n');
        return;
    }
    const body = await bodyOf(request);
    const method = request.method ?? 'GET';
    const told = box.handle({ method, path, query: url.searchParams, headers, body });
    const type = told.status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(told.status, { 'Content-Type': type, ...told.headers });
    response.end(told.body === undefined ? undefined : JSON.stringify(told.body));
}

export function fakeBox(): Plugin {
    const box = new FakeBox();
    const middleware: Connect.NextHandleFunction = (request, response, next) => {
        if (request.url?.startsWith('/api/v1/')) serve(box, request, response).catch(next);
        else next();
    };
    return {
        name: 'sportello-fake-box',
        configureServer: (server) => void server.middlewares.use(middleware),
        configurePreviewServer: (server) => void server.middlewares.use(middleware),
    };
}
