// src/kiosk/steps.ts -- where a citizen stands at the kiosk.
import type { Area, Lane, ProcedureSummary, Ticket } from '../api/types';

export type Choice = { procedure: ProcedureSummary } | { lane: Lane };

export type Step =
    | { at: 'home' }
    | { at: 'area'; area: Area }
    | { at: 'search' }
    | { at: 'confirm'; choice: Choice }
    | { at: 'ticket'; ticket: Ticket };

export type OnStep = (step: Step) => void;

export const laneOfChoice = (choice: Choice): string =>
    'lane' in choice ? choice.lane.id : choice.procedure.lane;
