// panel/dev/refusal.ts -- how the fake box says no.
import type { Problem } from '../src/api/types';

export class Refusal extends Error {
    constructor(readonly problem: Problem) {
        super(problem.detail);
    }
}

export function refuse(
    status: number,
    code: string,
    detail: string,
    errors?: Problem['errors'],
): never {
    throw new Refusal({ type: `/problems/${code}`, title: 'Rifiutato', status, detail, errors });
}
