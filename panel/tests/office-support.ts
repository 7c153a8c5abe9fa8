// panel/tests/office-support.ts -- what the tests of reception, telephone and offices share.
import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { dayIn, daysAfter } from '../src/ui/zoned';
import type { House } from './support';

// The body of the latest request that changed something at `path`.
export const sentTo = (house: House, path: string): unknown =>
    house.box.asked.filter((one) => one.method === 'POST' && one.path === path).at(-1)?.body;

export async function choose(user: UserEvent, words: string, title: RegExp): Promise<void> {
    await user.type(await screen.findByRole('combobox', { name: 'Cerca un procedimento' }), words);
    await user.click(await screen.findByRole('option', { name: title }));
    await screen.findByRole('heading', { level: 2, name: title });
}

export const ending = (name: string) =>
    within(screen.getByRole('region', { name: 'Come si conclude' })).getByRole('button', { name });

// A day of the town, so many days from now.
export const dayFromNow = (days: number): string =>
    daysAfter(dayIn(new Date(), 'Europe/Rome'), days);
