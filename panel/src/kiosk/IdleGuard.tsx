// src/kiosk/IdleGuard.tsx -- goes home when nobody is there any more, never without asking first.
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState } from 'react';
import { say, sayCount } from '../texts/texts';
import { useCountdown } from '../ui/hooks';

const quiet_ms = 60_000;
const ask_s = 20;

export function IdleGuard({ onIdle }: { onIdle: () => void }) {
    const [asking, setAsking] = useState(false);

    useEffect(() => {
        if (asking) return;
        let timer: ReturnType<typeof setTimeout>;
        const wait = () => {
            clearTimeout(timer);
            timer = setTimeout(() => {
                setAsking(true);
            }, quiet_ms);
        };
        wait();
        const signs = ['pointerdown', 'keydown', 'focusin', 'wheel'] as const;
        for (const sign of signs) window.addEventListener(sign, wait);
        return () => {
            clearTimeout(timer);
            for (const sign of signs) window.removeEventListener(sign, wait);
        };
    }, [asking]);

    if (!asking) return null;
    return (
        <Question
            onStay={() => {
                setAsking(false);
            }}
            onIdle={onIdle}
        />
    );
}

function Question({ onStay, onIdle }: { onStay: () => void; onIdle: () => void }) {
    const [left] = useCountdown(ask_s, onIdle);
    const dialog = useRef<HTMLDialogElement>(null);
    useEffect(() => dialog.current?.showModal(), []);
    return (
        <dialog ref={dialog} className="kiosk-idle" aria-labelledby="idle" onCancel={onStay}>
            <h2 id="idle">{say('kiosk.idle')}</h2>
            <p>{sayCount('kiosk.leaving', left)}</p>
            <Button color="primary" block onClick={onStay}>
                {say('kiosk.stay')}
            </Button>
        </dialog>
    );
}
