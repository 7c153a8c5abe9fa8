// panel/dev/office.ts -- the tasks of the back offices at the fake box.
import type { Case, Principal, Task } from '../src/api/types';
import { instant } from './line';
import { refuse } from './refusal';
import { made, ok, read, type Asked, type Routes } from './routes';

const page_default = 50;
const day_ms = 86_400_000;

export const dayFromNow = (days: number): string =>
    new Date(Date.now() + days * day_ms).toISOString().slice(0, 10);

export function caseTask(tasks: Task[], rest: Partial<Task> = {}): Task {
    const task: Task = {
        id: Math.max(0, ...tasks.map((one) => one.id)) + 1,
        kind: 'case',
        area: 'registry',
        procedure: 'cambio-abitazione',
        case: null,
        contact: null,
        state: 'open',
        assignee: null,
        opened_at: instant(),
        due_on: dayFromNow(2),
        term_kind: 'office',
        overdue: false,
        suspended_on: null,
        suspended_days: 0,
        question: null,
        outcome: null,
        answer: null,
        papers: [],
        notes: [],
        protocol: null,
        ...rest,
    };
    tasks.push(task);
    return task;
}

export function questionTask(
    tasks: Task[],
    area: string,
    question: string,
    procedure: string | null = null,
    contact: number | null = null,
): Task {
    const free = { due_on: null, term_kind: 'immediate' } as const;
    return caseTask(tasks, { kind: 'question', area, question, procedure, contact, ...free });
}

const unfinished = (task: Task) => ['open', 'waiting-papers'].includes(task.state);
const supervises = (who: Principal) => ['supervisor', 'administrator'].includes(who.role);

export function officeRoutes(tasks: Task[], cases: Case[], tell: (topic: string) => void): Routes {
    const task = (id: string): Task =>
        tasks.find((one) => one.id === Number(id)) ??
        refuse(404, 'task.unknown', 'Questo compito non esiste.');
    // Only who holds it, or supervises, goes on with what somebody has taken.
    const held = (id: string, who: Principal): Task => {
        const found = task(id);
        if (!unfinished(found))
            refuse(409, `task.is-${found.state}`, 'Questo compito è già concluso.');
        if (found.assignee && found.assignee !== who.id && !supervises(who))
            refuse(409, 'task.held', `Ci sta lavorando ${found.assignee}.`);
        return found;
    };
    const decides = (who: Principal) => {
        if (who.role === 'operator')
            refuse(403, 'role.not-allowed', 'Questo lo fa l’ufficio, non lo sportello.');
    };
    const changed = (now: Task, who: Principal, text: string) => {
        // The case follows its task.
        const followed = cases.find((one) => one.id === now.case);
        const state = now.state === 'completed' ? 'ready' : 'accepted';
        if (followed) followed.state = now.suspended_on ? 'suspended' : state;
        now.notes?.push({ at: instant(), who: who.id, text });
        tell('task.changed');
        return ok(now);
    };
    return {
        'GET /tasks': (asked) => ok(page(tasks, asked)),
        'GET /tasks/#': (_, id) => ok(task(id)),
        'POST /tasks': (asked) => {
            const { area, text, procedure } = read(asked) as Record<string, string>;
            const asking = questionTask(tasks, area ?? '', text ?? '', procedure);
            tell('task.opened');
            return made(asking);
        },
        'POST /tasks/#/take': (_, id, who) => {
            const found = held(id, who);
            found.assignee = who.id;
            return changed(found, who, 'Preso in carico.');
        },
        'POST /tasks/#/release': (_, id, who) => {
            const found = held(id, who);
            found.assignee = null;
            return changed(found, who, 'Lasciato libero.');
        },
        'POST /tasks/#/note': (asked, id, who) =>
            changed(task(id), who, (read(asked) as { text: string }).text),
        'POST /tasks/#/ask-papers': (asked, id, who) => {
            decides(who);
            const found = held(id, who);
            const { papers } = read(asked) as { papers: string[] };
            for (const title of papers)
                found.papers.push({ id: found.papers.length + 1, title, received_at: null });
            found.assignee ??= who.id;
            found.state = 'waiting-papers';
            if (found.kind === 'case') found.suspended_on = dayFromNow(0);
            return changed(found, who, `Chiesti: ${papers.join('; ')}`);
        },
        'POST /tasks/#/complete': (asked, id, who) => {
            decides(who);
            const found = held(id, who);
            const { outcome, answer } = read(asked) as Pick<Task, 'outcome' | 'answer'>;
            const state = found.kind === 'question' ? 'answered' : 'completed';
            Object.assign(found, { state, outcome, answer, suspended_on: null });
            found.assignee ??= who.id;
            return changed(found, who, 'Concluso.');
        },
        'GET /cases/#': (_, id) => {
            const found = cases.find((one) => one.id === Number(id));
            return found ? ok(found) : refuse(404, 'case.unknown', 'Questa pratica non esiste.');
        },
    };
}

// The nearest term first, those without one last; all that is not delivered, unless a state is asked.
function page(tasks: Task[], { query }: Asked) {
    const state = query.get('state');
    const is = (name: keyof Task, wanted: string | null) => (one: Task) =>
        wanted === null || one[name] === wanted;
    const all = tasks
        .filter((one) => (state ? one.state === state : one.state !== 'delivered'))
        .filter(is('area', query.get('area')))
        .filter(is('assignee', query.get('assignee')))
        .filter((one) => query.get('overdue') !== 'true' || one.overdue)
        .sort((a, b) => (a.due_on ?? '9').localeCompare(b.due_on ?? '9') || a.id - b.id);
    const from = Number(query.get('after') ?? 0);
    const limit = Number(query.get('limit') ?? page_default);
    const items = all.slice(from, from + limit).map((one) => ({ ...one, notes: [] }));
    const next = from + limit < all.length ? String(from + limit) : null;
    return { items, next };
}
