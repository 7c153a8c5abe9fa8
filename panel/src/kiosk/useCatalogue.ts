// src/kiosk/useCatalogue.ts -- what the house offers and how many wait, kept current.
import { useCallback } from 'react';
import { answer, box } from '../api/client';
import type { Area, Board, ProcedureSummary } from '../api/types';
import { useWatched } from '../live/watch';

export interface House {
    areas: Area[];
    procedures: ProcedureSummary[];
    counts: Board['waiting'];
    lostSince: Date | null;
}

export function useCatalogue(unauthorised: () => void): House {
    const read = useCallback(async () => {
        const [areas, procedures, board] = await Promise.all([
            answer(box.GET('/areas')),
            answer(box.GET('/procedures')),
            answer(box.GET('/board')),
        ]);
        const offered = procedures.items.filter((one) => one.available);
        return {
            areas: areas.items.filter(
                (area) => area.available && offered.some((one) => one.area === area.id),
            ),
            procedures: offered,
            counts: board.waiting,
        };
    }, []);
    const { value, lostSince } = useWatched(read, unauthorised);
    return { ...(value ?? { areas: [], procedures: [], counts: [] }), lostSince };
}
