// src/backoffice/useTask.ts -- one task in full. Each look is audited, so it is read when it is chosen and
// when the list shows that it has changed, not every few seconds.
import { useCallback, useEffect, useRef, useState } from 'react';
import { answer, box } from '../api/client';
import type { Task } from '../api/types';
import { say } from '../texts/texts';
import { versionOf } from './tasks';

export function useTask(id: number | null, listed: Task | undefined) {
    const [task, setTask] = useState<Task | null>(null);
    const [failure, setFailure] = useState<string | null>(null);
    const [attempt, setAttempt] = useState(0);
    const known = useRef<Task | null>(null);
    const version = listed ? versionOf(listed) : null;

    const show = useCallback((now: Task) => {
        known.current = now;
        setTask(now);
        setFailure(null);
    }, []);

    useEffect(() => {
        if (id === null) return;
        const here = known.current;
        if (here?.id === id && (version === null || versionOf(here) === version)) return;
        let left = false;
        answer(box.GET('/tasks/{id}', { params: { path: { id } } })).then(
            (got) => {
                if (!left) show(got);
            },
            (error: unknown) => {
                if (!left)
                    setFailure(error instanceof Error ? error.message : say('problem.title'));
            },
        );
        return () => {
            left = true;
        };
    }, [id, version, attempt, show]);

    const retry = useCallback(() => {
        setAttempt((before) => before + 1);
    }, []);
    return { task: task?.id === id ? task : null, failure, show, retry };
}
