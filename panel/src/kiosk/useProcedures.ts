// src/kiosk/useProcedures.ts -- the whole cards of what was chosen, each read once.
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Procedure } from '../api/types';

export function useProcedures(ids: string[]): Procedure[] {
    const [known, setKnown] = useState<Procedure[]>([]);
    const wanted = ids.join(' ');
    useEffect(() => {
        let left = false;
        const reads = wanted
            .split(' ')
            .filter((id) => id !== '')
            .map((id) => answer(box.GET('/procedures/{id}', { params: { path: { id } } })));
        void Promise.allSettled(reads).then((results) => {
            // What could not be read is left out: the ticket does not depend on it.
            const got = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
            if (!left) setKnown(got);
        });
        return () => {
            left = true;
        };
    }, [wanted]);
    return known;
}
