// src/kiosk/visit.ts -- what a citizen asks for at the kiosk: several things, on one ticket.
import type { LaneQueue, ProcedureSummary } from '../api/types';

export interface Wish {
    procedure: ProcedureSummary;
    people: number;
}

export const wishes_max = 10; // The contract's.
export const people_max = 20;

export function withWish(visit: Wish[], procedure: ProcedureSummary): Wish[] {
    const known = visit.some((one) => one.procedure.id === procedure.id);
    return known || visit.length >= wishes_max ? visit : [...visit, { procedure, people: 1 }];
}

export function withPeople(visit: Wish[], id: string, people: number): Wish[] {
    return visit.map((one) => (one.procedure.id === id ? { ...one, people } : one));
}

export const withoutWish = (visit: Wish[], id: string): Wish[] =>
    visit.filter((one) => one.procedure.id !== id);

// About how long the visit takes: each further person of a family takes half as long.
export function minutesOf(visit: Wish[]): number {
    const minutes = visit.map(({ procedure, people }) => (procedure.minutes * (people + 1)) / 2);
    return Math.ceil(minutes.reduce((sum, one) => sum + one, 0));
}

// The lanes that the visit may go to: of the lane itself, or of each of its procedures. Which one it
// is, the box decides; what is told beforehand is the most cautious.
export function slowest(lanes: LaneQueue[], ids: string[]): LaneQueue | undefined {
    return lanes
        .filter((one) => ids.includes(one.lane))
        .sort((a, b) => b.expected_wait_minutes - a.expected_wait_minutes)[0];
}

// The first of them that takes no more tickets today.
export const stopped = (lanes: LaneQueue[], ids: string[]): LaneQueue | undefined =>
    lanes.find((one) => ids.includes(one.lane) && !one.open);
