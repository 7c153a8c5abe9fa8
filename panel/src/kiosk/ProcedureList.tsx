// src/kiosk/ProcedureList.tsx -- procedures as large buttons.
import { Icon } from 'design-react-kit';
import type { ProcedureSummary } from '../api/types';
import { inLanguage } from '../texts/texts';
import type { OnStep } from './steps';

interface Props {
    procedures: ProcedureSummary[];
    onStep: OnStep;
}

export function ProcedureList({ procedures, onStep }: Props) {
    return (
        <ul className="kiosk-procedures">
            {procedures.map((procedure) => (
                <li key={procedure.id}>
                    <button
                        type="button"
                        onClick={() => {
                            onStep({ at: 'confirm', choice: { procedure } });
                        }}
                    >
                        {inLanguage(procedure.title)}
                        <Icon icon="it-arrow-right" color="primary" />
                    </button>
                </li>
            ))}
        </ul>
    );
}
