// src/reception/AnsweredEnding.tsx -- answered on the spot: counted, no ticket.
import { Button } from 'design-react-kit';
import { say } from '../texts/texts';
import type { EndingProps } from './Endings';

export function AnsweredEnding({ busy, onEnd }: EndingProps) {
    return (
        <>
            <p>{say('answered.lead')}</p>
            <Button color="primary" block disabled={busy} onClick={() => onEnd({})}>
                {say('answered.do')}
            </Button>
        </>
    );
}
