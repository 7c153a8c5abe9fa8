// src/supervisor/useCalls.ts -- the calls of a day, page by page as they are asked for.
import { useCallback, useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Failure } from '../api/command';
import type { Call, Rule } from '../api/types';
import { language, useLanguage } from '../texts/texts';

interface State {
    calls: Call[] | null;
    cursor: string | null;
    failure: Failure | null;
}

const nothing: State = { calls: null, cursor: null, failure: null };
const page = 50;

function readPage(day: string, rule: Rule | '', after?: string) {
    const query = { day, rule: rule || undefined, after, limit: page };
    return answer(box.GET('/reports/calls', { params: { query } }));
}

export function useCalls(day: string, rule: Rule | '') {
    useLanguage();
    const spoken = language(); // The box says why in the language asked for.
    const [state, setState] = useState(nothing);

    useEffect(() => {
        let left = false;
        setState(nothing);
        readPage(day, rule).then(
            ({ items, next }) => {
                if (!left) setState({ calls: items, cursor: next, failure: null });
            },
            (error: unknown) => {
                if (!left) setState({ ...nothing, failure: error as Failure });
            },
        );
        return () => {
            left = true;
        };
    }, [day, rule, spoken]);

    const { calls, cursor } = state;
    const next = useCallback(() => {
        if (!calls || cursor === null) return;
        readPage(day, rule, cursor).then(
            (got) => {
                // Another day may have been chosen meanwhile.
                setState((now) =>
                    now.calls === calls
                        ? { calls: [...calls, ...got.items], cursor: got.next, failure: null }
                        : now,
                );
            },
            (error: unknown) => {
                setState((now) => ({ ...now, failure: error as Failure }));
            },
        );
    }, [day, rule, calls, cursor]);

    return { calls, more: cursor !== null, failure: state.failure, next };
}
