// src/ui/useProcedureSearch.ts -- asks the box which procedures the words mean, once the person pauses.
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { ProcedureSummary } from '../api/types';
import { useSettled } from './hooks';

const pause_ms = 200;
const wordsMin = 2;

export interface Search {
    found: ProcedureSummary[] | null; // Nothing while too little was typed, or the box is silent.
    failed: boolean;
}

export function useProcedureSearch(typed: string): Search {
    const words = useSettled(typed.trim(), pause_ms);
    const [search, setSearch] = useState<Search & { words: string }>({
        words: '',
        found: null,
        failed: false,
    });

    useEffect(() => {
        if (words.length < wordsMin) {
            setSearch({ words, found: null, failed: false });
            return;
        }
        let left = false;
        answer(box.GET('/procedures', { params: { query: { q: words } } })).then(
            ({ items }) => {
                if (!left) setSearch({ words, found: items, failed: false });
            },
            () => {
                if (!left) setSearch({ words, found: null, failed: true });
            },
        );
        return () => {
            left = true;
        };
    }, [words]);

    return search;
}
