// src/kiosk/ConfirmScreen.tsx -- before the ticket: what for, what to bring, how long; or why none today.
import { Button, Icon } from 'design-react-kit';
import { useState } from 'react';
import { answer, box, Refused } from '../api/client';
import type { Lane, Queue } from '../api/types';
import { inLanguage, language, say } from '../texts/texts';
import { FailureNotice } from '../ui/Notices';
import { NoTicket } from './NoTicket';
import type { OnStep } from './steps';
import { useTake } from './useTake';
import { useProcedures } from './useProcedures';
import { stopped, wishes_max, type Wish } from './visit';
import { VisitCards } from './VisitCards';
import { WaitNow } from './WaitNow';
import { WhatToBring } from './WhatToBring';

interface Props {
    visit: Wish[];
    lane?: Lane; // Instead of a visit.
    queue: Queue | null;
    unauthorised: () => void;
    onVisit: (visit: Wish[]) => void;
    onStep: OnStep;
}

interface Wanted {
    procedures?: { procedure: string; people: number }[];
    lane?: string;
    language: 'it' | 'en';
    priority: boolean;
}

// The box gives no ticket, but an appointment is possible.
const noTicket = ['lane.full', 'hours.closed', 'hours.closed-until'];

function refusedBy(failure: unknown): string | null {
    if (!(failure instanceof Refused)) return null;
    const { type, detail } = failure.problem;
    return noTicket.some((code) => type.endsWith(`/${code}`)) ? detail : null;
}

export function ConfirmScreen({ visit, lane, queue, unauthorised, onVisit, onStep }: Props) {
    const [priority, setPriority] = useState(false);
    const procedures = useProcedures(visit.map((one) => one.procedure.id));
    const issue = useTake((body: Wanted, key) => {
        const params = { header: { 'Idempotency-Key': key } };
        return answer(box.POST('/tickets', { body, params }));
    }, unauthorised);
    const { failure } = issue;
    const lanes = lane ? [lane.id] : visit.map((one) => one.procedure.lane);
    const none = queue ? stopped(queue.lanes, lanes) : undefined;
    const refusal = refusedBy(failure);
    const onlyBooked = procedures.some((one) => one.appointment === 'required');
    const mayBook = procedures.some((one) => one.appointment === 'offered');
    const book = () => {
        onStep({ at: 'slots' });
    };

    const take = async () => {
        const wanted = lane
            ? { lane: lane.id }
            : {
                  procedures: visit.map(({ procedure, people }) => {
                      return { procedure: procedure.id, people };
                  }),
              };
        const done = await issue.run({ ...wanted, language: language(), priority });
        if (done) onStep({ at: 'ticket', ticket: done.reply });
    };

    return (
        <div className="kiosk-confirm">
            <h1>{lane ? inLanguage(lane.title) : say('kiosk.review')}</h1>
            {!lane && <VisitCards visit={visit} onVisit={onVisit} />}
            {!lane && visit.length < wishes_max && (
                <button
                    type="button"
                    className="kiosk-another"
                    onClick={() => {
                        onStep({ at: 'home' });
                    }}
                >
                    <Icon icon="it-plus-circle" color="primary" size="lg" />
                    {say('kiosk.another')}
                </button>
            )}
            <WhatToBring procedures={procedures} />
            {none || refusal || onlyBooked ? (
                <NoTicket
                    onlyBooked={onlyBooked}
                    reason={refusal}
                    queue={queue}
                    mayBook={visit.length > 0}
                    onBook={book}
                />
            ) : (
                <>
                    {queue && <WaitNow queue={queue} lanes={lanes} visit={visit} />}
                    <Priority checked={priority} onChange={setPriority} />
                    <FailureNotice failure={failure} />
                    {failure && <p className="kiosk-lead">{say('kiosk.askreception')}</p>}
                    <Button
                        color="primary"
                        block
                        className="kiosk-take"
                        disabled={issue.busy}
                        onClick={take}
                    >
                        {say(issue.busy ? 'kiosk.taking' : failure ? 'kiosk.retry' : 'kiosk.take')}
                    </Button>
                    {mayBook && (
                        <Button color="primary" outline block className="kiosk-book" onClick={book}>
                            {say('kiosk.rather')}
                        </Button>
                    )}
                </>
            )}
        </div>
    );
}

function Priority({ checked, onChange }: { checked: boolean; onChange: (on: boolean) => void }) {
    return (
        <label className="kiosk-priority">
            <input
                type="checkbox"
                checked={checked}
                onChange={(event) => {
                    onChange(event.target.checked);
                }}
            />
            <span>
                <strong>{say('kiosk.priority')}</strong>
                <small>{say('kiosk.priority.help')}</small>
            </span>
        </label>
    );
}
