// src/kiosk/steps.ts -- where a citizen stands at the kiosk.
import type { Appointment, Area, Lane, Ticket } from '../api/types';

export type Step =
    | { at: 'home' }
    | { at: 'area'; area: Area }
    | { at: 'search' }
    | { at: 'confirm'; lane?: Lane } // The visit put together, or simply a lane.
    | { at: 'slots' }
    | { at: 'arrival' }
    | { at: 'ticket'; ticket: Ticket }
    | { at: 'booked'; appointment: Appointment };

export type OnStep = (step: Step) => void;

// After these the citizen is done.
export const ended = (step: Step): boolean => step.at === 'ticket' || step.at === 'booked';
