// src/ui/ProcedureDetails.tsx -- what every card of a procedure says: cost, time, term, what to bring,
// the law. The facts that one card adds are its children.
import { Icon } from 'design-react-kit';
import type { ReactNode } from 'react';
import type { Procedure } from '../api/types';
import { inLanguage, say, sayCount } from '../texts/texts';
import { cost, term } from './procedureFacts';

export function Fact({ name, children }: { name: string; children: ReactNode }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}

export function Facts({ procedure, children }: { procedure: Procedure; children?: ReactNode }) {
    return (
        <dl className="procedure-facts">
            <Fact name={say('card.cost')}>{cost(procedure)}</Fact>
            <Fact name={say('card.atcounter')}>{sayCount('card.minutes', procedure.minutes)}</Fact>
            <Fact name={say('card.term')}>{term(procedure)}</Fact>
            {children}
        </dl>
    );
}

export function ToBring({ procedure }: { procedure: Procedure }) {
    return (
        <>
            <h3 className="h6">{say('card.documents')}</h3>
            <ul className="procedure-documents">
                {procedure.documents.map((document) => (
                    <li key={document.it}>
                        <Icon icon="it-file" color="primary" size="sm" />
                        {inLanguage(document)}
                    </li>
                ))}
            </ul>
        </>
    );
}

export function Law({ procedure }: { procedure: Procedure }) {
    return (
        <p className="procedure-law">
            <strong>{say('card.law')}</strong> {procedure.law} <strong>{say('card.filing')}</strong>{' '}
            {procedure.filing_class}
        </p>
    );
}
