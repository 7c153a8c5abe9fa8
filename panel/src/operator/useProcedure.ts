// src/operator/useProcedure.ts -- one procedure with its form, read when it is chosen.
import { useCallback, useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Procedure } from '../api/types';
import { say } from '../texts/texts';

export function useProcedure(id: string | null) {
    const [procedure, setProcedure] = useState<Procedure | null>(null);
    const [failure, setFailure] = useState<string | null>(null);
    const [attempt, setAttempt] = useState(0);

    useEffect(() => {
        setFailure(null);
        if (id === null) {
            setProcedure(null);
            return;
        }
        let left = false;
        answer(box.GET('/procedures/{id}', { params: { path: { id } } })).then(
            (got) => {
                if (!left) setProcedure(got);
            },
            (error: unknown) => {
                if (!left)
                    setFailure(error instanceof Error ? error.message : say('problem.title'));
            },
        );
        return () => {
            left = true;
        };
    }, [id, attempt]);

    const retry = useCallback(() => {
        setAttempt((before) => before + 1);
    }, []);
    return { procedure: procedure?.id === id ? procedure : null, failure, retry };
}
