// src/phone/CaseEnding.tsx -- a case is opened while the citizen is on the telephone, where the procedure
// allows it.
import { Button } from 'design-react-kit';
import type { Case, Procedure } from '../api/types';
import type { EndingProps } from '../reception/Endings';
import { inLanguage, say } from '../texts/texts';

interface Props extends EndingProps {
    opened: Case | null;
    onFill: (procedure: Procedure) => void;
}

export function CaseEnding({ visit, busy, opened, onEnd, onFill }: Props) {
    if (opened)
        return (
            <>
                <p>
                    {say('call.case.opened')}
                    {opened.protocol && (
                        <strong className="call-protocol">
                            {`${opened.protocol.number}/${opened.protocol.year}`}
                        </strong>
                    )}
                </p>
                <Button
                    color="primary"
                    block
                    disabled={busy}
                    onClick={() => onEnd({ case: opened.id })}
                >
                    {say('call.case.do')}
                </Button>
            </>
        );
    return (
        <>
            <p>{say('call.case.lead')}</p>
            {visit.items
                .filter(({ procedure }) => procedure.phone === 'opened' && procedure.available)
                .map(({ procedure }) => (
                    <Button
                        key={procedure.id}
                        color="primary"
                        outline
                        block
                        className="mb-2"
                        disabled={busy}
                        onClick={() => {
                            onFill(procedure);
                        }}
                    >
                        {say('call.case.open', { title: inLanguage(procedure.title) })}
                    </Button>
                ))}
        </>
    );
}
