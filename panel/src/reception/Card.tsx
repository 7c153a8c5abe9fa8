// src/reception/Card.tsx -- the card of a procedure as it is told to a citizen, before anything is opened.
import { Badge } from 'design-react-kit';
import { useEffect, useRef } from 'react';
import type { Procedure } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { Fact, Facts, Law, ToBring } from '../ui/ProcedureDetails';

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
            <Facts procedure={procedure}>
                <Fact name={say('card.appointment')}>
                    {say(`card.appointment.${procedure.appointment}`)}
                </Fact>
                <Fact name={say('card.phone')}>{say(`card.phone.${procedure.phone}`)}</Fact>
                <Fact name={say('card.office')}>
                    {say(`card.office.${procedure.back_office ? 'yes' : 'no'}`)}
                </Fact>
            </Facts>
            <ToBring procedure={procedure} />
            {procedure.equipment.length > 0 && (
                <p className="card-equipment">
                    <strong>{say('card.equipment')}</strong>{' '}
                    {procedure.equipment.map((one) => say(`equipment.${one}`)).join(', ')}
                </p>
            )}
            <Law procedure={procedure} />
        </article>
    );
}
