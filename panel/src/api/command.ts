// src/api/command.ts -- a person's intent, sent until the box has answered, carried out once.
import { useCallback, useEffect, useRef, useState } from 'react';
import { Refused, Unreachable } from './client';

// crypto.randomUUID exists only over TLS; a box in a town hall is often reached without.
export function newKey(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
        byte.toString(16).padStart(2, '0'),
    ).join('');
}

export const pauses_ms = [500, 1000, 2000, 4000];
const busyPauseMax_s = 5;

// How long to wait before the next attempt; nothing when another attempt makes no sense.
function pause(error: unknown, attempt: number): number | undefined {
    const wait = pauses_ms[attempt];
    if (wait === undefined) return undefined;
    if (error instanceof Unreachable) return wait;
    if (error instanceof Refused && error.problem.status === 503)
        return Math.max(wait, Math.min(error.retryAfter_s, busyPauseMax_s) * 1000);
    return undefined;
}

export type Failure = Refused | Unreachable;

export interface Command<A, R> {
    // The reply, or undefined: then `failure` says why.
    run: (argument: A) => Promise<{ reply: R } | undefined>;
    busy: boolean;
    retrying: boolean;
    failure: Failure | null;
    // What was uncertain is known by now, or the person has moved on: the next run is a new intent.
    forget: () => void;
}

// Every attempt of one intent carries the same Idempotency-Key. When all attempts failed without an
// answer the key is kept, so that pressing the same button again repeats the same intent.
export function useCommand<A, R>(send: (argument: A, key: string) => Promise<R>): Command<A, R> {
    const [state, setState] = useState<{
        busy: boolean;
        retrying: boolean;
        failure: Failure | null;
    }>({ busy: false, retrying: false, failure: null });
    const running = useRef(false);
    const uncertain = useRef<{ body: string; key: string } | null>(null);
    const sender = useRef(send);
    useEffect(() => {
        sender.current = send;
    });

    const run = useCallback(async (argument: A): Promise<{ reply: R } | undefined> => {
        if (running.current) return undefined; // A double click is one intent.
        running.current = true;
        const body = JSON.stringify(argument ?? null);
        const key = uncertain.current?.body === body ? uncertain.current.key : newKey();
        uncertain.current = { body, key };
        setState({ busy: true, retrying: false, failure: null });
        try {
            for (let attempt = 0; ; attempt += 1) {
                try {
                    const reply = await sender.current(argument, key);
                    uncertain.current = null;
                    setState({ busy: false, retrying: false, failure: null });
                    return { reply };
                } catch (error) {
                    const wait = pause(error, attempt);
                    if (wait !== undefined) {
                        setState({ busy: true, retrying: true, failure: null });
                        await new Promise((resolve) => setTimeout(resolve, wait));
                        continue;
                    }
                    if (!(error instanceof Refused) && !(error instanceof Unreachable)) throw error;
                    if (error instanceof Refused) uncertain.current = null;
                    setState({ busy: false, retrying: false, failure: error });
                    return undefined;
                }
            }
        } finally {
            running.current = false;
        }
    }, []);

    const forget = useCallback(() => {
        uncertain.current = null;
        setState((now) => (now.failure && !now.busy ? { ...now, failure: null } : now));
    }, []);

    return { run, ...state, forget };
}
