// src/session/person.tsx -- who is signed in. The cookie is the session; this only knows its name.
import {
    createContext,
    useCallback,
    useContext,
    useEffect,
    useMemo,
    useState,
    type ReactNode,
} from 'react';
import { answer, box, Refused, Unreachable } from '../api/client';
import type { Principal } from '../api/types';
import { say } from '../texts/texts';
import { Waiting } from '../ui/Waiting';
import { mayBeSignedIn, removeTrace } from './trace';

interface Session {
    person: Principal | null;
    // Reads again who is signed in: after signing in or out, or when the box refused somebody.
    check: () => Promise<void>;
}

const SessionContext = createContext<Session | null>(null);
const isPerson = (principal: Principal) => !['kiosk', 'board', 'exchange'].includes(principal.role);
const again_ms = 3000;

export function PersonProvider({ children }: { children: ReactNode }) {
    const [person, setPerson] = useState<Principal | null | undefined>(undefined);

    const check = useCallback(async () => {
        if (!mayBeSignedIn()) {
            setPerson(null);
            return;
        }
        for (;;) {
            try {
                const { principal } = await answer(box.GET('/sessions/current'));
                setPerson(isPerson(principal) ? principal : null);
                return;
            } catch (error) {
                if (!(error instanceof Unreachable)) {
                    if (error instanceof Refused && error.problem.status === 401) removeTrace();
                    setPerson(null);
                    return;
                }
                await new Promise((resolve) => setTimeout(resolve, again_ms));
            }
        }
    }, []);

    useEffect(() => {
        void check();
    }, [check]);

    const session = useMemo(() => ({ person: person ?? null, check }), [person, check]);
    if (person === undefined) return <Waiting text={say('town.reading')} />;
    return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
    const session = useContext(SessionContext);
    if (!session) throw new Error('useSession() outside PersonProvider');
    return session;
}
