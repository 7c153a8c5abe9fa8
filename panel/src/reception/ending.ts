// src/reception/ending.ts -- the ways in which a contact ends, and when each is possible.
import type { Closing } from '../api/types';
import type { Key } from '../texts/texts';
import type { Citizen } from './citizen';
import { wanted, type Item } from './visit';

export type EndingId = Closing['outcome'];

// What an ending adds to what is known already.
export type More = Partial<Omit<Closing, 'outcome'>>;

const needsProcedure: EndingId[] = [
    'papers-missing',
    'ticket',
    'appointment',
    'case',
    'back-office',
];

// A citizen is sent away only where that alone is right; a telephone opens only what it may.
export function isOffered(ending: EndingId, items: Item[]): boolean {
    const all = (may: (item: Item) => boolean) => items.length > 0 && items.every(may);
    if (ending === 'back-office') return all(({ procedure }) => procedure.back_office);
    if (ending === 'case') return items.some(({ procedure }) => procedure.phone === 'opened');
    return true;
}

// Why it cannot be chosen yet.
export const missing = (ending: EndingId, items: Item[]): Key | null =>
    needsProcedure.includes(ending) && items.length === 0 ? 'ending.needs' : null;

export function closing(
    outcome: EndingId,
    items: Item[],
    { language, name, phone, tax_code }: Citizen,
    more: More,
): Closing {
    const given = (text: string) => text.trim() || undefined;
    return {
        outcome,
        procedures: items.length > 0 ? wanted(items) : undefined,
        priority: false,
        language,
        name: more.appointment ? given(name) : undefined,
        phone: given(phone),
        tax_code: given(tax_code),
        ...more,
    };
}
