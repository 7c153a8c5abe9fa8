// src/appointments/useSlots.ts -- the free times for a visit, a week at a time.
import { useCallback, useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Slot } from '../api/types';

export const week_days = 7;

export interface Slots {
    slots: Slot[] | null; // Nothing while they are being read.
    failed: boolean;
    again: () => void;
}

export function useSlots(minutes: number, from: string): Slots {
    const [slots, setSlots] = useState<Slot[] | null>(null);
    const [failed, setFailed] = useState(false);
    const [attempt, setAttempt] = useState(0);

    useEffect(() => {
        let left = false;
        setSlots(null);
        setFailed(false);
        const query = { minutes, from, days: week_days };
        answer(box.GET('/appointments/slots', { params: { query } })).then(
            ({ items }) => {
                if (!left) setSlots(items);
            },
            () => {
                if (!left) setFailed(true);
            },
        );
        return () => {
            left = true;
        };
    }, [minutes, from, attempt]);

    const again = useCallback(() => {
        setAttempt((before) => before + 1);
    }, []);
    return { slots, failed, again };
}
