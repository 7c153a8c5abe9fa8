// src/kiosk/useTake.ts -- a command of a kiosk: when it was signed out meanwhile, it signs in again, and
// the citizen only has to touch once more.
import { useEffect } from 'react';
import { Refused } from '../api/client';
import { useCommand, type Command } from '../api/command';

export function useTake<A, R>(
    send: (argument: A, key: string) => Promise<R>,
    unauthorised: () => void,
): Command<A, R> {
    const command = useCommand(send);
    const { failure } = command;
    useEffect(() => {
        if (failure instanceof Refused && [401, 403].includes(failure.problem.status))
            unauthorised();
    }, [failure, unauthorised]);
    return command;
}
