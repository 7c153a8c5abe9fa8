// src/session/device.ts -- a kiosk or a board signs itself in with the token it was given once.
import { useCallback, useEffect, useRef, useState } from 'react';
import { answer, box, Refused } from '../api/client';
import type { Principal } from '../api/types';
import { leaveTrace, mayBeSignedIn } from './trace';

const again_ms = 3000;
const place = (page: Page) => `sportello.device.${page}`;

export type Page = 'kiosk' | 'board';
export type DeviceState = 'starting' | 'ready' | 'no-token' | 'refused' | 'unreachable';

// "/kiosk#token=..." is opened once, by who installs the device; after that the token stays in this
// browser and out of the address bar.
function tokenFor(page: Page): string | null {
    const given = new URLSearchParams(window.location.hash.slice(1)).get('token');
    if (given) {
        localStorage.setItem(place(page), given);
        history.replaceState(history.state, '', window.location.pathname);
    }
    return localStorage.getItem(place(page));
}

// Whoever is signed in already may do what the page needs: an operator who looks at the kiosk in
// another tab must not be signed out by it.
function suffices(principal: Principal, page: Page): boolean {
    if (principal.must_change_password) return false;
    return page === 'board' || principal.role !== 'board';
}

async function signIn(page: Page): Promise<DeviceState> {
    const token = tokenFor(page);
    try {
        if (mayBeSignedIn()) {
            const { principal } = await answer(box.GET('/sessions/current'));
            if (suffices(principal, page)) return 'ready';
        }
    } catch (error) {
        if (!(error instanceof Refused) || error.problem.status >= 500) return 'unreachable';
    }
    if (!token) return 'no-token';
    try {
        await answer(box.POST('/sessions', { body: { device_token: token } }));
        leaveTrace();
        return 'ready';
    } catch (error) {
        const refused = error instanceof Refused && error.problem.status < 500;
        return refused ? 'refused' : 'unreachable';
    }
}

export function useDevice(page: Page): { state: DeviceState; again: () => void } {
    const [state, setState] = useState<DeviceState>('starting');
    const signingIn = useRef(false);

    const again = useCallback(() => {
        if (signingIn.current) return;
        signingIn.current = true;
        void signIn(page).then((now) => {
            signingIn.current = false;
            setState(now);
        });
    }, [page]);

    useEffect(again, [again]);

    useEffect(() => {
        if (state !== 'unreachable' && state !== 'refused') return;
        const timer = setInterval(again, again_ms);
        return () => {
            clearInterval(timer);
        };
    }, [state, again]);

    return { state, again };
}
