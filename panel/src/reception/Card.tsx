// src/reception/Card.tsx -- the card of a procedure as it is told to a citizen, before anything is opened.
import { Badge, Icon } from 'design-react-kit';
import { useEffect, useRef } from 'react';
import type { Procedure } from '../api/types';
import { inLanguage, say, sayCount } from '../texts/texts';
import { cost, term } from '../ui/procedureFacts';

export function Card({ procedure }: { procedure: Procedure }) {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), [procedure.id]);

    return (
        <article className="procedure" aria-labelledby="card-title">
            <header>
                <h2 id="card-title" className="h4" ref={heading} tabIndex={-1}>
                    {inLanguage(procedure.title)}
                </h2>
                <Badge color="primary">{say(`card.${procedure.kind}`)}</Badge>
            </header>
            {!procedure.available && <p className="card-out">{say('card.unavailable')}</p>}
            {procedure.answer && (
                <div className="card-script">
                    <h3 className="h6">{say('card.script')}</h3>
                    <p>{inLanguage(procedure.answer)}</p>
                </div>
            )}
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
                <div>
                    <dt>{say('card.appointment')}</dt>
                    <dd>{say(`card.appointment.${procedure.appointment}`)}</dd>
                </div>
                <div>
                    <dt>{say('card.phone')}</dt>
                    <dd>{say(`card.phone.${procedure.phone}`)}</dd>
                </div>
                <div>
                    <dt>{say('card.office')}</dt>
                    <dd>{say(`card.office.${procedure.back_office ? 'yes' : 'no'}`)}</dd>
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
            {procedure.equipment.length > 0 && (
                <p className="card-equipment">
                    <strong>{say('card.equipment')}</strong>{' '}
                    {procedure.equipment.map((one) => say(`equipment.${one}`)).join(', ')}
                </p>
            )}
            <p className="procedure-law">
                <strong>{say('card.law')}</strong> {procedure.law}{' '}
                <strong>{say('card.filing')}</strong> {procedure.filing_class}
            </p>
        </article>
    );
}
