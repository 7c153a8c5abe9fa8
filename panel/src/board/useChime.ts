// src/board/useChime.ts -- the chime for a page, and whether the browser lets it sound.
import { useCallback, useEffect, useRef, useState } from 'react';
import { Chime } from './chime';

export function useChime() {
    const chime = useRef<Chime | null>(null);
    const [silenced, setSilenced] = useState(false);

    useEffect(() => {
        const made = new Chime();
        chime.current = made;
        setSilenced(made.silenced);
        return () => {
            made.close();
            chime.current = null;
        };
    }, []);

    const ring = useCallback(() => chime.current?.ring(), []);
    const wake = useCallback(async () => {
        await chime.current?.wake();
        setSilenced(chime.current?.silenced ?? false);
        chime.current?.ring();
    }, []);
    return { ring, silenced, wake };
}
