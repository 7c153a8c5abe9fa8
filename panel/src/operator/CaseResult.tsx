// src/operator/CaseResult.tsx -- what the citizen goes home with: number, cost, term, papers.
import { Button, Icon } from 'design-react-kit';
import { useEffect, useRef } from 'react';
import type { Case } from '../api/types';
import { euros, longDay, say } from '../texts/texts';
import { CaseDocuments } from '../ui/CaseDocuments';
import { useProcedureTitles } from './titles';

export function CaseResult({ done, onBack }: { done: Case; onBack: () => void }) {
    const titleOf = useProcedureTitles();
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), [done.id]);
    const total = done.charges.reduce((sum, charge) => sum + charge.cents, 0);

    return (
        <article className="case-result">
            <header>
                <Icon icon="it-check-circle" color="success" size="lg" />
                <div>
                    <h2 className="h4" ref={heading} tabIndex={-1}>
                        {say(`case.${done.state}`)}
                    </h2>
                    <p>{titleOf(done.procedure)}</p>
                </div>
            </header>
            {done.protocol && (
                <p className="case-protocol">
                    <span>{say('case.protocol')}</span>
                    <strong data-protocol>{`${done.protocol.number}/${done.protocol.year}`}</strong>
                </p>
            )}
            {done.due_on && (
                <p>
                    <strong>{say('case.due')}</strong> {longDay(done.due_on)}
                </p>
            )}
            {done.charges.length > 0 ? (
                <table className="table table-sm">
                    <caption>{say('case.charges')}</caption>
                    <tbody>
                        {done.charges.map((charge, at) => (
                            <tr key={at}>
                                <th scope="row">{say(`charge.${charge.kind}`)}</th>
                                <td>{charge.reason}</td>
                                <td className="text-end">{euros(charge.cents)}</td>
                            </tr>
                        ))}
                        <tr className="case-total">
                            <th scope="row" colSpan={2}>
                                {say('case.total')}
                            </th>
                            <td className="text-end">{euros(total)}</td>
                        </tr>
                    </tbody>
                </table>
            ) : (
                <p>{say('case.nocharges')}</p>
            )}
            <CaseDocuments of={done} />
            <Button color="primary" outline size="xs" onClick={onBack}>
                {say('case.back')}
            </Button>
        </article>
    );
}
