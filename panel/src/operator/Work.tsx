// src/operator/Work.tsx -- the procedure in hand: find it, read its card, open a case, see what came.
import { Icon } from 'design-react-kit';
import { useState } from 'react';
import type { Case, Ticket } from '../api/types';
import { say } from '../texts/texts';
import { CaseForm } from './CaseForm';
import { CaseResult } from './CaseResult';
import { ProcedureCard } from './ProcedureCard';
import { ProcedureSearch } from './ProcedureSearch';
import { useProcedureTitles } from './titles';
import { useProcedure } from './useProcedure';

type View = { at: 'card' } | { at: 'form' } | { at: 'result'; done: Case };

export function Work({ ticket }: { ticket: Ticket | null }) {
    const [chosen, setChosen] = useState<string | null>(ticket?.procedure ?? null);
    const [view, setView] = useState<View>({ at: 'card' });
    const [cases, setCases] = useState<Case[]>([]);
    const { procedure, failure, retry } = useProcedure(chosen);

    const choose = (id: string) => {
        setChosen(id);
        setView({ at: 'card' });
    };
    // A ticket must be served before a case can be opened for it.
    const called = ticket?.state === 'called';

    return (
        <section className="desk-work" aria-label={say('work.title')}>
            <ProcedureSearch onChoose={choose} />
            <CasesDone
                cases={cases}
                onShow={(done) => {
                    setChosen(done.procedure);
                    setView({ at: 'result', done });
                }}
            />
            {failure && (
                <p className="work-empty" role="alert">
                    {failure}{' '}
                    <button type="button" className="btn btn-link" onClick={retry}>
                        {say('work.retry')}
                    </button>
                </p>
            )}
            {!chosen && (
                <p className="work-empty">
                    <Icon icon="it-search" color="light" size="xl" />
                    {say('work.empty')}
                </p>
            )}
            {view.at === 'result' && (
                <CaseResult
                    done={view.done}
                    onBack={() => {
                        setView({ at: 'card' });
                    }}
                />
            )}
            {procedure && view.at === 'card' && (
                <ProcedureCard
                    procedure={procedure}
                    blocked={called ? say('work.startfirst') : undefined}
                    onOpen={() => {
                        setView({ at: 'form' });
                    }}
                />
            )}
            {procedure && view.at === 'form' && (
                <CaseForm
                    key={procedure.id}
                    procedure={procedure}
                    ticket={ticket?.id}
                    onDone={(done) => {
                        setCases([...cases, done]);
                        setView({ at: 'result', done });
                    }}
                    onBack={() => {
                        setView({ at: 'card' });
                    }}
                />
            )}
        </section>
    );
}

function CasesDone({ cases, onShow }: { cases: Case[]; onShow: (done: Case) => void }) {
    const titleOf = useProcedureTitles();
    if (cases.length === 0) return null;
    return (
        <ul className="cases-done" aria-label={say('work.done')}>
            {cases.map((done) => (
                <li key={done.id}>
                    <button
                        type="button"
                        onClick={() => {
                            onShow(done);
                        }}
                    >
                        <Icon icon="it-check-circle" color="success" size="sm" />
                        {titleOf(done.procedure)}
                        {done.protocol && (
                            <strong>{`${done.protocol.number}/${done.protocol.year}`}</strong>
                        )}
                    </button>
                </li>
            ))}
        </ul>
    );
}
