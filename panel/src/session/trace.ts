// src/session/trace.ts -- whether somebody signed in on this browser before. The cookie itself is out of
// a script's reach (HttpOnly); without a trace there is no session to ask the box about.
const place = 'sportello.session';

export const mayBeSignedIn = (): boolean => localStorage.getItem(place) !== null;

export function leaveTrace(): void {
    localStorage.setItem(place, 'yes');
}

export function removeTrace(): void {
    localStorage.removeItem(place);
}
