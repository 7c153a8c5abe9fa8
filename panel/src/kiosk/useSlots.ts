// src/kiosk/useSlots.ts -- the free times of the next two weeks for a visit of so many minutes.
import { useCallback, useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Slot } from '../api/types';

const days = 14;

export function useSlots(minutes: number) {
    const [slots, setSlots] = useState<Slot[] | null>(null);
    const [failed, setFailed] = useState(false);
    const [attempt, setAttempt] = useState(0);

    useEffect(() => {
        let left = false;
        const query = { minutes, days };
        answer(box.GET('/appointments/slots', { params: { query } })).then(
            ({ items }) => {
                if (left) return;
                setSlots(items);
                setFailed(false);
            },
            () => {
                if (!left) setFailed(true);
            },
        );
        return () => {
            left = true;
        };
    }, [minutes, attempt]);

    const again = useCallback(() => {
        setAttempt((before) => before + 1);
    }, []);
    return { slots, failed, again };
}
