// panel/dev/reports.ts -- the queue as a whole, and what became of the day, at the fake box.
import type { DayReport, Hours, LaneReport, Queue, Ticket } from '../src/api/types';
import { dayIn } from '../src/ui/zoned';
import { lanes, town } from './catalogue';
import { instant, minutesSince, type Line } from './line';
import { ok, type Routes } from './routes';

const visit_minutes = 8;
const hour_ms = 3_600_000;

export class FakeHours {
    // When the doors close today; nothing when they are closed.
    closes_at: number | null = Date.now() + 3 * hour_ms;

    view(): Hours {
        const now = Date.now();
        const { closes_at } = this;
        return {
            day: dayIn(new Date(), town.time_zone),
            opens: closes_at ? [{ from: instant(now - hour_ms), to: instant(closes_at) }] : [],
            closed_because: null,
            open_now: closes_at !== null && closes_at > now,
            next_opening: instant(now + 20 * hour_ms),
        };
    }
}

export function queueView(line: Line, hours: FakeHours): Queue {
    const serving = line.seats.filter((one) => one.operator && !one.pause).length;
    const now = hours.view();
    return {
        hours: now,
        lanes: lanes.map(({ id, promise_minutes }) => {
            const here = line.queue().filter((one) => one.lane === id);
            return {
                lane: id,
                waiting: here.length,
                longest_wait_minutes: Math.max(
                    0,
                    ...here.map((one) => minutesSince(one.issued_at)),
                ),
                expected_wait_minutes: Math.ceil(
                    (here.length * visit_minutes) / Math.max(1, serving),
                ),
                promise_minutes,
                open: now.open_now && !line.fullLanes.has(id),
                last_ticket_at: null,
                capacity_minutes: line.fullLanes.has(id) ? 0 : 180 * Math.max(1, serving),
            };
        }),
        counters_open: line.seats.filter((one) => one.operator).length,
        counters_paused: line.seats.filter((one) => one.pause).length,
        appointments_due: 2,
        call_backs: line.queue().filter((one) => one.lane === 'call-back').length,
        now: instant(),
    };
}

const minutesBetween = (from?: string | null, to?: string | null): number =>
    from && to ? (Date.parse(to) - Date.parse(from)) / 60_000 : 0;
const mean = (numbers: number[]): number =>
    numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

function laneReport(tickets: Ticket[], id: string, promise_minutes: number): LaneReport {
    const here = tickets.filter((one) => one.lane === id);
    const waits = here
        .filter((one) => one.called_at)
        .map((one) => minutesBetween(one.issued_at, one.called_at))
        .sort((a, b) => a - b);
    const count = (state: Ticket['state']) => here.filter((one) => one.state === state).length;
    const kept = waits.filter((wait) => wait <= promise_minutes).length;
    return {
        lane: id,
        issued: here.length,
        finished: count('finished'),
        no_show: count('no-show'),
        cancelled: count('cancelled'),
        rebooked: count('rebooked'),
        wait_minutes_mean: mean(waits),
        wait_minutes_p90: waits[Math.floor(waits.length * 0.9)] ?? 0,
        wait_minutes_max: waits.at(-1) ?? 0,
        service_minutes_mean: mean(
            here
                .filter((one) => one.ended_at && one.started_at)
                .map((one) => minutesBetween(one.started_at, one.ended_at)),
        ),
        within_promise_percent: waits.length ? Math.round((100 * kept) / waits.length) : null,
    };
}

function dayReport(line: Line, day: string): DayReport {
    const tickets = line.tickets.filter((one) => dayIn(one.issued_at, town.time_zone) === day);
    const finished = tickets.filter((one) => one.state === 'finished');
    const operators = [...new Set(line.calls.map((one) => one.operator))];
    return {
        day,
        lanes: lanes.map((lane) => laneReport(tickets, lane.id, lane.promise_minutes)),
        contacts: [
            { channel: 'reception', outcome: 'answered', count: 12 },
            { channel: 'phone', outcome: 'call-back', count: 3 },
        ],
        operators: operators.map((operator) => ({
            operator,
            finished: finished.length,
            service_minutes_mean: mean(
                finished.map((one) => minutesBetween(one.started_at, one.ended_at)),
            ),
        })),
        direct_calls: line.calls.filter((one) => one.rule === 'direct').length,
        undone: 0,
    };
}

export function reportRoutes(line: Line, hours: FakeHours): Routes {
    const today = () => dayIn(new Date(), town.time_zone);
    return {
        'GET /queue': () => ok(queueView(line, hours)),
        'GET /reports/day': ({ query }) => ok(dayReport(line, query.get('day') ?? today())),
        'GET /reports/calls': ({ query }) => {
            const rule = query.get('rule');
            const first = Number(query.get('after') ?? 0);
            const limit = Number(query.get('limit') ?? 50);
            const found = line.calls
                .filter((one) => dayIn(one.at, town.time_zone) === (query.get('day') ?? today()))
                .filter((one) => !rule || one.rule === rule);
            const next = first + limit < found.length ? String(first + limit) : null;
            return ok({ items: found.slice(first, first + limit), next });
        },
    };
}
