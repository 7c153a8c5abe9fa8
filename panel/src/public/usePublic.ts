// src/public/usePublic.ts -- reads a public page's subject by its code, and again every so often.
import { useEffect, useState } from 'react';
import { Refused } from '../api/client';

const every_ms = 60_000;

export interface Seen<T> {
    value: T | null; // The last that was read: kept while the box cannot be reached.
    at: Date | null;
    lostSince: Date | null;
    unknown: boolean; // There is nothing with this code.
}

export function usePublic<T>(read: (code: string) => Promise<T>, code: string): Seen<T> {
    const [seen, setSeen] = useState<Seen<T>>(nothing);
    useEffect(() => {
        let left = false;
        setSeen(nothing);
        const again = async () => {
            try {
                const value = await read(code);
                if (!left) setSeen({ value, at: new Date(), lostSince: null, unknown: false });
            } catch (error) {
                if (left) return;
                const unknown = error instanceof Refused && error.problem.status === 404;
                setSeen((before) =>
                    unknown
                        ? { ...nothing, unknown }
                        : { ...before, lostSince: before.lostSince ?? new Date() },
                );
            }
        };
        void again();
        const timer = setInterval(() => void again(), every_ms);
        return () => {
            left = true;
            clearInterval(timer);
        };
    }, [read, code]);
    return seen;
}

const nothing = { value: null, at: null, lostSince: null, unknown: false };
