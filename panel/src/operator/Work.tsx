// src/operator/Work.tsx -- the visit in hand: what it is for, one procedure after the other, the cases.
import { Icon } from 'design-react-kit';
import { useState } from 'react';
import type { Case, Ticket } from '../api/types';
import { say } from '../texts/texts';
import { CaseForm } from './CaseForm';
import { CaseResult } from './CaseResult';
import { CasesDone } from './CasesDone';
import type { OnOrder } from './orders';
import { ProcedureCard } from './ProcedureCard';
import { ProcedureSearch } from './ProcedureSearch';
import { useCases } from './useCases';
import { useProcedure } from './useProcedure';
import { VisitList } from './VisitList';

type View = { at: 'card' } | { at: 'form' } | { at: 'result'; done: Case };

interface Props {
    ticket: Ticket | null;
    busy: boolean;
    onOrder: OnOrder;
}

const visit_max = 10; // The contract's.

export function Work({ ticket, busy, onOrder }: Props) {
    const [chosen, setChosen] = useState<string | null>(
        () => ticket?.procedures.find((one) => !one.done)?.procedure ?? ticket?.procedure ?? null,
    );
    const [view, setView] = useState<View>({ at: 'card' });
    const { cases, add, failure: unread, retry: readAgain } = useCases(ticket?.id);
    const { procedure, failure, retry } = useProcedure(chosen);
    const visit = ticket?.procedures ?? [];

    const card = () => {
        setView({ at: 'card' });
    };
    const choose = (id: string) => {
        setChosen(id);
        card();
    };

    // The last case that an item of the visit asks for marks it as done.
    const opened = (done: Case) => {
        add(done);
        setView({ at: 'result', done });
        const of = (id: string) => cases.filter((one) => one.procedure === id).length;
        const item = visit.find((one) => one.procedure === done.procedure);
        if (!ticket || !item || item.done || of(done.procedure) + 1 < item.people) return;
        const procedures = visit.map((one) => (one === item ? { ...one, done: true } : one));
        void onOrder({ verb: 'visit', ticket: ticket.id, procedures });
    };

    const mayAdd =
        ticket !== null &&
        visit.length < visit_max &&
        !visit.some((one) => one.procedure === procedure?.id);
    const addToVisit = (id: string) => {
        if (!ticket) return;
        const procedures = [...visit, { procedure: id, people: 1, done: false }];
        void onOrder({ verb: 'visit', ticket: ticket.id, procedures });
    };

    return (
        <section className="desk-work" aria-label={say('work.title')}>
            {ticket && (
                <VisitList
                    ticket={ticket}
                    cases={cases}
                    chosen={chosen}
                    busy={busy}
                    onChoose={choose}
                    onOrder={onOrder}
                />
            )}
            <ProcedureSearch shortcut onChoose={choose} />
            <CasesDone
                cases={cases}
                onShow={(done) => {
                    setChosen(done.procedure);
                    setView({ at: 'result', done });
                }}
            />
            {unread && <Trouble text={say('work.unread')} onRetry={readAgain} />}
            {failure && <Trouble text={failure} onRetry={retry} />}
            {!chosen && (
                <p className="work-empty">
                    <Icon icon="it-search" color="light" size="xl" />
                    {say('work.empty')}
                </p>
            )}
            {view.at === 'result' && <CaseResult done={view.done} onBack={card} />}
            {procedure && view.at === 'card' && (
                <ProcedureCard
                    procedure={procedure}
                    // A ticket must be served before a case can be opened for it.
                    blocked={ticket?.state === 'called' ? say('work.startfirst') : undefined}
                    onOpen={() => {
                        setView({ at: 'form' });
                    }}
                    onAdd={
                        mayAdd
                            ? () => {
                                  addToVisit(procedure.id);
                              }
                            : undefined
                    }
                />
            )}
            {procedure && view.at === 'form' && (
                <CaseForm
                    key={procedure.id}
                    procedure={procedure}
                    ticket={ticket?.id}
                    onDone={opened}
                    onBack={card}
                />
            )}
        </section>
    );
}

function Trouble({ text, onRetry }: { text: string; onRetry: () => void }) {
    return (
        <p className="work-trouble" role="alert">
            {text}{' '}
            <button type="button" className="btn btn-link" onClick={onRetry}>
                {say('work.retry')}
            </button>
        </p>
    );
}
