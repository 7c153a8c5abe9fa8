// src/texts/texts.ts -- the sentences people read, in the language they chose.
import { useSyncExternalStore } from 'react';
import type { Text } from '../api/types';
import en from './en.json';
import it from './it.json';

export type Language = 'it' | 'en';
export type Key = keyof typeof it;
// The keys that have a singular and a plural: "ahead" for "ahead.one" and "ahead.other".
type Plural<K> = K extends `${infer Stem}.other` ? Stem : never;
export type CountedKey = Plural<Key>;
export type Values = Record<string, string | number>;

const texts: Record<Language, Record<Key, string>> = { it, en };
const remembered = 'sportello.language';

let current: Language = localStorage.getItem(remembered) === 'en' ? 'en' : 'it';
const listeners = new Set<() => void>();

export const language = (): Language => current;

// `remember`: the person's choice for this browser, not a citizen's at a kiosk.
export function setLanguage(chosen: Language, remember = false): void {
    if (remember) localStorage.setItem(remembered, chosen);
    current = chosen;
    document.documentElement.lang = chosen;
    listeners.forEach((listener) => {
        listener();
    });
}

export function say(key: Key, values: Values = {}): string {
    return texts[current][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
        name in values ? String(values[name]) : whole,
    );
}

export function sayCount(key: CountedKey, count: number, values: Values = {}): string {
    // Nobody and nothing have words of their own in some sentences.
    const zero = `${key}.zero`;
    if (count === 0 && zero in it) return say(zero as Key, values);
    const form = new Intl.PluralRules(current).select(count) === 'one' ? 'one' : 'other';
    return say(`${key}.${form}` as Key, { count, ...values });
}

// A text of the box, in both languages.
export const inLanguage = (text: Text): string => text[current];

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

// Draws the component again when the language changes.
export function useLanguage(): Language {
    return useSyncExternalStore(subscribe, language);
}

export function euros(cents: number): string {
    return new Intl.NumberFormat(current, { style: 'currency', currency: 'EUR' }).format(
        cents / 100,
    );
}

export function clock(instant: string | Date, timeZone?: string): string {
    return new Intl.DateTimeFormat(current === 'en' ? 'en-GB' : 'it', {
        hour: '2-digit',
        minute: '2-digit',
        timeZone,
    }).format(new Date(instant));
}

// `day` is a calendar date without a time: "2026-03-29".
export function longDay(day: string): string {
    return new Intl.DateTimeFormat(current === 'en' ? 'en-GB' : 'it', {
        dateStyle: 'full',
        timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`));
}

// The same, short: "mer 25 nov".
export function shortDay(day: string): string {
    return new Intl.DateTimeFormat(current === 'en' ? 'en-GB' : 'it', {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`));
}

export function today(instant: Date, timeZone?: string): string {
    return new Intl.DateTimeFormat(current === 'en' ? 'en-GB' : 'it', {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        timeZone,
    }).format(instant);
}

// An instant of another day: "gio 26 novembre, 09:15".
export function dayAndTime(instant: string | Date, timeZone?: string): string {
    return new Intl.DateTimeFormat(current === 'en' ? 'en-GB' : 'it', {
        weekday: 'short',
        day: 'numeric',
        month: 'long',
        hour: '2-digit',
        minute: '2-digit',
        timeZone,
    }).format(new Date(instant));
}
