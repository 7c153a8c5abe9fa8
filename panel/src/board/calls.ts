// src/board/calls.ts -- which calls are new since the board was last read.
import type { Board } from '../api/types';

export type Call = Board['calls'][number];

// A recall has the number again with a later time: it is called anew.
export const keyOf = (call: Call): string => `${call.number}@${call.called_at}`;

export function newCalls(before: Call[], now: Call[]): Call[] {
    const known = new Set(before.map(keyOf));
    return now.filter((call) => call.state === 'called' && !known.has(keyOf(call)));
}
