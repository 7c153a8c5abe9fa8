// src/ui/zoned.ts -- days and times of the town's clock, wherever the browser's own clock stands.

// The calendar day of an instant: "2026-03-29".
export const dayIn = (instant: string | Date, timeZone: string): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(instant));

// The day that lies so many days after another.
export function daysAfter(day: string, days: number): string {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
}

// How many days from one day to another.
export const daysBetween = (from: string, to: string): number =>
    Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

// The instant at which the town's clock shows this time on this day.
export function instantOf(day: string, time: string, timeZone: string): Date {
    const shown = (at: Date) => {
        const parts = new Intl.DateTimeFormat('en-GB', {
            timeZone,
            hour: '2-digit',
            minute: '2-digit',
        }).format(at);
        return Date.parse(`${dayIn(at, timeZone)}T${parts}:00Z`);
    };
    const meant = Date.parse(`${day}T${time}:00Z`);
    const near = new Date(meant - (shown(new Date(meant)) - meant));
    return new Date(near.getTime() - (shown(near) - meant)); // Once more: the clocks may change.
}
