// src/phone/DroppedEnding.tsx -- the line fell before anything was said.
import { Button } from 'design-react-kit';
import type { EndingProps } from '../reception/Endings';
import { say } from '../texts/texts';

export function DroppedEnding({ busy, onEnd }: EndingProps) {
    return (
        <>
            <p>{say('dropped.lead')}</p>
            <Button color="primary" block disabled={busy} onClick={() => onEnd({})}>
                {say('dropped.do')}
            </Button>
        </>
    );
}
