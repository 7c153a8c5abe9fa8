// src/operator/titles.ts -- the titles of the procedures, read once.
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { ProcedureSummary } from '../api/types';
import { inLanguage } from '../texts/texts';

let all: Promise<ProcedureSummary[]> | null = null;

function procedures(): Promise<ProcedureSummary[]> {
    all ??= answer(box.GET('/procedures')).then(({ items }) => items);
    all.catch(() => {
        all = null; // Asked again by the next page that is opened.
    });
    return all;
}

export function useProcedureTitles(): (id: string) => string {
    const [known, setKnown] = useState<ProcedureSummary[]>([]);
    useEffect(() => {
        procedures().then(setKnown, () => undefined);
    }, []);
    return (id) => {
        const found = known.find((one) => one.id === id);
        return found ? inLanguage(found.title) : id;
    };
}
