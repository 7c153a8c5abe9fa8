// src/operator/Ask.tsx -- what an action asks before it is done, in the place of its button.
import { Button } from 'design-react-kit';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { say } from '../texts/texts';

interface Props {
    title: string;
    confirm: string;
    refuse?: string; // What the other button says, when "back" would not be clear.
    danger?: boolean;
    ready?: boolean; // Whether all that is asked was answered.
    busy: boolean;
    onConfirm: () => void;
    onCancel: () => void;
    children?: ReactNode;
}

export function Ask(props: Props) {
    const { title, confirm, refuse, danger, ready = true, busy, onConfirm, onCancel } = props;
    const form = useRef<HTMLFormElement>(null);
    useEffect(() => {
        form.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    }, []);

    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (ready) onConfirm();
    };

    // Escape anywhere in it goes back, as in a dialog.
    useEffect(() => {
        const element = form.current;
        const pressed = (event: KeyboardEvent) => {
            if (event.key === 'Escape') onCancel();
        };
        element?.addEventListener('keydown', pressed);
        return () => {
            element?.removeEventListener('keydown', pressed);
        };
    }, [onCancel]);

    return (
        <form ref={form} className="ask" aria-label={title} onSubmit={submit}>
            <p className="ask-title">{title}</p>
            {props.children}
            <div className="ask-buttons">
                <Button
                    type="submit"
                    color={danger ? 'danger' : 'primary'}
                    size="xs"
                    disabled={busy || !ready}
                >
                    {confirm}
                </Button>
                <Button type="button" color="secondary" outline size="xs" onClick={onCancel}>
                    {refuse ?? say('ask.back')}
                </Button>
            </div>
        </form>
    );
}
