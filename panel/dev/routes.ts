// panel/dev/routes.ts -- what arrives at the fake box and what it answers.
import type { Principal } from '../src/api/types';

export interface Asked {
    method: string;
    path: string; // Below /api/v1.
    query: URLSearchParams;
    headers: Headers;
    body: unknown;
}

export interface Told {
    status: number;
    body?: unknown;
    headers?: Record<string, string>;
}

// `id` is the path's second part: "3" of /counters/3/next.
export type Handler = (asked: Asked, id: string, who: Principal) => Told;
export type Routes = Record<string, Handler>;

export const ok = (body: unknown): Told => ({ status: 200, body });
export const made = (body: unknown): Told => ({ status: 201, body });

// What a handler takes the body for; the tests check it against the contract.
export const read = (asked: Asked): unknown => asked.body ?? {};
