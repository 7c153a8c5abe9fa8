// src/kiosk/useCatalogue.ts -- what the house offers and how the queue stands, kept current.
import { useCallback } from 'react';
import { answer, box } from '../api/client';
import type { Area, ProcedureSummary, Queue } from '../api/types';
import { useWatched } from '../live/watch';

export interface House {
    areas: Area[];
    procedures: ProcedureSummary[];
    queue: Queue | null; // Nothing until it was read.
    lostSince: Date | null;
}

export function useCatalogue(unauthorised: () => void): House {
    const read = useCallback(async () => {
        const [areas, procedures, queue] = await Promise.all([
            answer(box.GET('/areas')),
            answer(box.GET('/procedures')),
            answer(box.GET('/queue')),
        ]);
        const offered = procedures.items.filter((one) => one.available);
        return {
            areas: areas.items.filter(
                (area) => area.available && offered.some((one) => one.area === area.id),
            ),
            procedures: offered,
            queue,
        };
    }, []);
    const { value, lostSince } = useWatched(read, unauthorised);
    return { ...(value ?? { areas: [], procedures: [], queue: null }), lostSince };
}
