// src/operator/ProcedureCard.tsx -- what a citizen must bring, pay and expect, and the law behind it.
import { Badge, Button, Icon } from 'design-react-kit';
import type { Procedure } from '../api/types';
import { inLanguage, say, sayCount } from '../texts/texts';
import { cost, term } from '../ui/procedureFacts';

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
            <dl className="procedure-facts">
                <div>
                    <dt>{say('card.cost')}</dt>
                    <dd>{cost(procedure)}</dd>
                </div>
                <div>
                    <dt>{say('card.atcounter')}</dt>
                    <dd>{sayCount('card.minutes', procedure.minutes)}</dd>
                </div>
                <div>
                    <dt>{say('card.term')}</dt>
                    <dd>{term(procedure)}</dd>
                </div>
            </dl>
            <h3 className="h6">{say('card.documents')}</h3>
            <ul className="procedure-documents">
                {procedure.documents.map((document) => (
                    <li key={document.it}>
                        <Icon icon="it-file" color="primary" size="sm" />
                        {inLanguage(document)}
                    </li>
                ))}
            </ul>
            <p className="procedure-law">
                <strong>{say('card.law')}</strong> {procedure.law}{' '}
                <strong>{say('card.filing')}</strong> {procedure.filing_class}
            </p>
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
