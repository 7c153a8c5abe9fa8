// src/session/useSignOut.ts -- ends the session of the person signed in.
import { useCallback } from 'react';
import { answer, box } from '../api/client';
import { useSession } from './person';
import { removeTrace } from './trace';

export function useSignOut(): () => Promise<void> {
    const { check } = useSession();
    return useCallback(async () => {
        // If the box did not hear it, the person is still signed in and sees that.
        await answer(box.DELETE('/sessions/current')).then(removeTrace, () => undefined);
        await check();
    }, [check]);
}
