// src/operator/ProcedureCard.tsx -- what a citizen must bring, pay and expect, and the law behind it.
import { Badge, Button } from 'design-react-kit';
import type { Procedure } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { Facts, Law, ToBring } from '../ui/ProcedureDetails';

interface Props {
    procedure: Procedure;
    blocked?: string; // Why no case can be opened now.
    onOpen: () => void;
    onAdd?: () => void; // Puts it into the visit.
}

export function ProcedureCard({ procedure, blocked, onOpen, onAdd }: Props) {
    const reason = procedure.available ? blocked : say('card.unavailable');
    return (
        <article className="procedure" aria-labelledby="procedure-title">
            <header>
                <h2 id="procedure-title" className="h4">
                    {inLanguage(procedure.title)}
                </h2>
                <Badge color="primary">{say(`card.${procedure.kind}`)}</Badge>
            </header>
            <Facts procedure={procedure} />
            <ToBring procedure={procedure} />
            <Law procedure={procedure} />
            <footer>
                <Button color="primary" disabled={reason !== undefined} onClick={onOpen}>
                    {say('card.open')}
                </Button>
                {onAdd && (
                    <Button color="primary" outline onClick={onAdd}>
                        {say('visit.add')}
                    </Button>
                )}
                {reason && <span className="procedure-reason">{reason}</span>}
            </footer>
        </article>
    );
}
