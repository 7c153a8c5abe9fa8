// src/operator/CasesDone.tsx -- the cases of this ticket, each a button that shows it again.
import { Icon } from 'design-react-kit';
import type { Case } from '../api/types';
import { say } from '../texts/texts';
import { useProcedureTitles } from './titles';

interface Props {
    cases: Case[];
    onShow: (done: Case) => void;
}

export function CasesDone({ cases, onShow }: Props) {
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
