// src/kiosk/ProcedureList.tsx -- procedures as large buttons.
import { Icon } from 'design-react-kit';
import type { ProcedureSummary } from '../api/types';
import { inLanguage } from '../texts/texts';

export type OnChoose = (procedure: ProcedureSummary) => void;

interface Props {
    procedures: ProcedureSummary[];
    onChoose: OnChoose;
}

export function ProcedureList({ procedures, onChoose }: Props) {
    return (
        <ul className="kiosk-procedures">
            {procedures.map((procedure) => (
                <li key={procedure.id}>
                    <button
                        type="button"
                        onClick={() => {
                            onChoose(procedure);
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
