// src/operator/useCases.ts -- the cases opened for the ticket in hand, also after the page was reloaded.
import { useCallback, useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Failure } from '../api/command';
import type { Case } from '../api/types';

export function useCases(ticket: number | undefined) {
    const [cases, setCases] = useState<Case[]>([]);
    const [failure, setFailure] = useState<Failure | null>(null);
    const [attempt, setAttempt] = useState(0);

    useEffect(() => {
        if (ticket === undefined) return;
        let left = false;
        answer(box.GET('/cases', { params: { query: { ticket } } })).then(
            ({ items }) => {
                if (left) return;
                setCases(items);
                setFailure(null);
            },
            (error: unknown) => {
                if (!left) setFailure(error as Failure);
            },
        );
        return () => {
            left = true;
        };
    }, [ticket, attempt]);

    const add = useCallback((opened: Case) => {
        setCases((before) => [...before.filter((one) => one.id !== opened.id), opened]);
    }, []);
    const retry = useCallback(() => {
        setAttempt((before) => before + 1);
    }, []);
    return { cases, add, failure, retry };
}
