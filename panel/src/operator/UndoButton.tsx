// src/operator/UndoButton.tsx -- takes back the last step, as long as the box allows it.
import { Icon } from 'design-react-kit';
import { useEffect } from 'react';
import type { Counter } from '../api/types';
import { say } from '../texts/texts';
import { useNow } from '../ui/hooks';
import { undoShortcut } from './desk';

interface Props {
    offer: Counter['undo'];
    clockAhead_ms: number;
    busy: boolean;
    onUndo: () => void;
}

export function UndoButton({ offer, clockAhead_ms, busy, onUndo }: Props) {
    const now = useNow(1000);
    const until_ms = offer ? Date.parse(offer.until) + clockAhead_ms : 0;
    const left_s = Math.ceil((until_ms - now.getTime()) / 1000);
    const possible = offer !== null && left_s > 0 && !busy;

    useEffect(() => {
        if (!possible) return;
        const pressed = (event: KeyboardEvent) => {
            if (!event.altKey || event.ctrlKey || event.code !== `Key${undoShortcut}`) return;
            event.preventDefault();
            onUndo();
        };
        window.addEventListener('keydown', pressed);
        return () => {
            window.removeEventListener('keydown', pressed);
        };
    }, [possible, onUndo]);

    if (!offer || left_s <= 0) return null;
    const step = say(`step.${offer.step}`, { number: offer.ticket });
    return (
        <button
            type="button"
            className="desk-undo"
            disabled={busy}
            aria-keyshortcuts={`Alt+${undoShortcut}`}
            onClick={onUndo}
        >
            <Icon icon="it-restore" color="primary" size="sm" />
            <span>
                <strong>{say('desk.undo')}</strong> {step}
            </span>
            <span className="desk-undo-left" aria-hidden="true">
                {say('desk.undo.left', { seconds: left_s })}
            </span>
        </button>
    );
}
