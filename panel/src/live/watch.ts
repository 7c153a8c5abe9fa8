// src/live/watch.ts -- keeps a page's view of the box current: reads it at the start, after each
// hint of the event stream, and now and then in case a hint was lost.
import { useCallback, useEffect, useRef, useState } from 'react';
import { Refused, Unreachable } from '../api/client';
import { openStream } from './stream';

const every_ms = 15_000;

export interface Watched<T> {
    value: T | null; // The last that was read: kept while the box cannot be reached.
    lostSince: Date | null; // Since when the box has not been reached.
    refused: Refused | null;
    refresh: () => void;
}

// `unauthorised` runs when the session has ended or is another one now; it may sign in again and
// then call refresh().
export function useWatched<T>(read: () => Promise<T>, unauthorised: () => void): Watched<T> {
    const [value, setValue] = useState<T | null>(null);
    const [readLost, setReadLost] = useState<Date | null>(null);
    const [streamLost, setStreamLost] = useState<Date | null>(null);
    const [refused, setRefused] = useState<Refused | null>(null);
    const reading = useRef(false);
    const again = useRef(false);
    const latest = useRef({ read, unauthorised });
    useEffect(() => {
        latest.current = { read, unauthorised };
    });

    // Hints that come while a read is in progress ask for one more read, however many they are.
    const refresh = useCallback(() => {
        again.current = true;
        if (reading.current) return;
        reading.current = true;
        void (async () => {
            while (again.current) {
                again.current = false;
                try {
                    setValue(await latest.current.read());
                    setReadLost(null);
                    setRefused(null);
                } catch (error) {
                    if (error instanceof Unreachable) setReadLost((since) => since ?? new Date());
                    if (error instanceof Refused) {
                        setRefused(error);
                        if ([401, 403].includes(error.problem.status))
                            latest.current.unauthorised();
                    }
                }
            }
            reading.current = false;
        })();
    }, []);

    useEffect(() => {
        const close = openStream({
            opened: () => {
                setStreamLost(null);
                refresh();
            },
            lost: () => {
                setStreamLost((since) => since ?? new Date());
            },
            hint: refresh,
        });
        const timer = setInterval(refresh, every_ms);
        return () => {
            close();
            clearInterval(timer);
        };
    }, [refresh]);

    // A page's `read` changes when what it looks at does, such as another counter.
    useEffect(refresh, [read, refresh]);

    return { value, lostSince: readLost ?? streamLost, refused, refresh };
}
