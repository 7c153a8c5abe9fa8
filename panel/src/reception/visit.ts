// src/reception/visit.ts -- what one citizen comes or calls for: procedures, and for how many people.
import { useCallback, useState } from 'react';
import { answer, box } from '../api/client';
import type { Procedure, WantedProcedure } from '../api/types';
import { say } from '../texts/texts';

export const procedures_max = 10; // The contract's, of one visit.
export const people_max = 20;

export interface Item {
    procedure: Procedure;
    people: number;
}

export interface Visit {
    items: Item[];
    shown: Procedure | null; // Whose card is on the screen.
    failure: string | null; // The card that could not be read.
    choose: (id: string) => Promise<void>; // Adds it, if it is not there, and shows its card.
    remove: (id: string) => void;
    setPeople: (id: string, people: number) => void;
    clear: () => void;
}

export function useVisit(): Visit {
    const [items, setItems] = useState<Item[]>([]);
    const [shown, setShown] = useState<string | null>(null);
    const [failure, setFailure] = useState<string | null>(null);

    const choose = async (id: string) => {
        const known = items.some((one) => one.procedure.id === id);
        setFailure(null);
        if (known) {
            setShown(id);
            return;
        }
        if (items.length >= procedures_max) {
            setFailure(say('basket.full', { max: procedures_max }));
            return;
        }
        setShown(id);
        try {
            const procedure = await answer(
                box.GET('/procedures/{id}', { params: { path: { id } } }),
            );
            setItems((before) => [
                ...before.filter((one) => one.procedure.id !== id),
                { procedure, people: 1 },
            ]);
        } catch (error) {
            setFailure(error instanceof Error ? error.message : say('problem.title'));
        }
    };

    const remove = useCallback((id: string) => {
        setItems((before) => before.filter((one) => one.procedure.id !== id));
    }, []);

    const setPeople = useCallback((id: string, people: number) => {
        setItems((before) =>
            before.map((one) => (one.procedure.id === id ? { ...one, people } : one)),
        );
    }, []);

    const clear = useCallback(() => {
        setItems([]);
        setShown(null);
        setFailure(null);
    }, []);

    // When the card on the screen was taken out, the last of the others is shown.
    const card = items.find((one) => one.procedure.id === shown) ?? items.at(-1);
    return { items, shown: card?.procedure ?? null, failure, choose, remove, setPeople, clear };
}

export const wanted = (items: Item[]): WantedProcedure[] =>
    items.map(({ procedure, people }) => ({ procedure: procedure.id, people }));

// As the box reckons: each procedure in full for the first person, one half for every other.
export const minutesOf = (items: Item[]): number =>
    items.reduce(
        (sum, { procedure: { minutes }, people }) =>
            sum + minutes + Math.ceil((minutes * (people - 1)) / 2),
        0,
    );
