// src/ui/procedureFacts.ts -- cost and term of a procedure, in words.
import type { Procedure } from '../api/types';
import { euros, say, sayCount } from '../texts/texts';

export function cost({ fee_cents, stamp_duty_cents }: Procedure): string {
    if (fee_cents + stamp_duty_cents === 0) return say('card.free');
    const parts = [
        fee_cents > 0 && say('card.fee', { amount: euros(fee_cents) }),
        stamp_duty_cents > 0 && say('card.stamp', { amount: euros(stamp_duty_cents) }),
    ].filter((part) => part !== false);
    return parts.join(' + ');
}

export function term({ term: { days, kind, unit } }: Procedure): string {
    if (kind === 'immediate' || days === 0) return say('term.immediate');
    return say(`term.${kind}`, { days: sayCount(`term.days.${unit}`, days) });
}
