// src/board/notice.ts -- what the waiting room should know besides the calls: closing, closed, a pause.
import type { Queue } from '../api/types';
import { clock, dayAndTime, inLanguage, say } from '../texts/texts';

const closingSoon_ms = 30 * 60_000;

export function noticeOf({ hours, counters_open, counters_paused, now }: Queue, zone: string) {
    const closes = hours.opens.at(-1)?.to;
    if (!hours.open_now) {
        const because = hours.closed_because ? ` (${inLanguage(hours.closed_because)})` : '';
        return hours.next_opening
            ? say('board.closed', { because, when: dayAndTime(hours.next_opening, zone) })
            : say('board.closed.short', { because });
    }
    if (counters_open > 0 && counters_open === counters_paused) return say('board.paused');
    if (closes && Date.parse(closes) - Date.parse(now) <= closingSoon_ms)
        return say('board.closing', { time: clock(closes, zone) });
    return null;
}
