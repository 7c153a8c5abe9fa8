// src/api/client.ts -- the one way to the box: typed by the contract, with a deadline.
import createClient from 'openapi-fetch';
import { language, say } from '../texts/texts';
import type { paths } from './schema';
import type { Problem } from './types';

const deadline_ms = 15_000;

// The box answered, and refused.
export class Refused extends Error {
    constructor(
        readonly problem: Problem,
        readonly retryAfter_s: number,
    ) {
        super(problem.detail);
    }
}

// The box did not answer: nobody knows whether the request arrived.
export class Unreachable extends Error {}

export const box = createClient<paths>({
    baseUrl: new URL('/api/v1', window.location.origin).href,
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(deadline_ms) }),
});

box.use({
    onRequest({ request }) {
        request.headers.set('Accept-Language', language());
        return request;
    },
});

interface Answer<T> {
    data?: T;
    error?: unknown;
    response: Response;
}

// The data of an answer. Throws Refused or Unreachable, nothing else.
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
    let got: Answer<T>;
    try {
        got = await call;
    } catch (cause) {
        throw new Unreachable(say('problem.unreachable'), { cause });
    }
    if (got.response.ok) return got.data as T;
    const retryAfter_s = Number(got.response.headers.get('Retry-After') ?? 1);
    throw new Refused(problemOf(got.error, got.response.status), retryAfter_s);
}

// Something between us and the box (a proxy) may answer without problem details.
function problemOf(body: unknown, status: number): Problem {
    if (typeof body === 'object' && body !== null && 'detail' in body && 'type' in body)
        return body as Problem;
    return {
        type: 'about:blank',
        title: say('problem.title'),
        status,
        detail: say('problem.unreadable', { status }),
    };
}
