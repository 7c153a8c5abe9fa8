// panel/tests/texts.test.ts -- Italian and English say the same things.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from '../src/texts/en.json';
import it from '../src/texts/it.json';
import { euros, longDay, say, sayCount, setLanguage } from '../src/texts/texts';

const keys = Object.keys(it) as (keyof typeof it)[];
const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test('both languages have the same sentences with the same gaps', () => {
    expect(Object.keys(en)).toEqual(keys);
    for (const key of keys) expect(gaps(en[key]), key).toEqual(gaps(it[key]));
});

test('no sentence is left that nobody says', () => {
    const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => readFileSync(join('src', name), 'utf8'))
        .join('\n');
    // Some keys are made of a stem and a state: say(`state.${ticket.state}`).
    const stems = [...code.matchAll(/say(?:Count)?\(\s*`([\w.]+)\.\$\{/g)].map((found) => found[1]);
    for (const key of keys) {
        const plain = key.replace(/\.(one|other|zero)$/, '');
        const said =
            code.includes(`'${plain}'`) || stems.some((stem) => plain.startsWith(`${stem ?? ''}.`));
        expect(said, key).toBe(true);
    }
});

test('one person and two people are said apart, and nobody has words of its own', () => {
    expect(sayCount('kiosk.ahead', 1)).toBe('1 persona prima di lei');
    expect(sayCount('kiosk.ahead', 2)).toBe('2 persone prima di lei');
    expect(sayCount('kiosk.ahead', 0)).toBe('Lei è la prossima persona');
    expect(sayCount('desk.minutes', 0)).toBe('0 minuti');
});

test('money and days are written as the language does', () => {
    expect(euros(1652)).toBe('16,52\u00a0€');
    expect(longDay('2026-03-29')).toBe('domenica 29 marzo 2026');
    setLanguage('en');
    expect(euros(1652)).toBe('€16.52');
    expect(say('town.of', { name: 'Crema' })).toBe('Municipality of Crema');
    expect(document.documentElement.lang).toBe('en');
});
