// src/operator/ProcedureSearch.tsx -- finds a procedure by the citizen's words.
import { Icon } from 'design-react-kit';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { inLanguage, say, sayCount } from '../texts/texts';
import { useProcedureSearch } from '../ui/useProcedureSearch';
import { searchShortcut } from './desk';

const shown_max = 8;

interface Props {
    shortcut?: boolean; // Whether the key of the search leads here.
    onChoose: (id: string) => void;
}

export function ProcedureSearch({ shortcut = false, onChoose }: Props) {
    const own = useId();
    const [typed, setTyped] = useState('');
    const [active, setActive] = useState(0);
    const { found, failed } = useProcedureSearch(typed);
    const input = useRef<HTMLInputElement>(null);
    const shown = typed ? (found ?? []).slice(0, shown_max) : [];

    useEffect(() => {
        if (!shortcut) return;
        const pressed = (event: globalThis.KeyboardEvent) => {
            if (!event.altKey || event.ctrlKey || event.code !== `Key${searchShortcut}`) return;
            event.preventDefault();
            input.current?.focus();
        };
        window.addEventListener('keydown', pressed);
        return () => {
            window.removeEventListener('keydown', pressed);
        };
    }, [shortcut]);

    const choose = (id: string) => {
        setTyped('');
        onChoose(id);
    };

    const steer = (event: KeyboardEvent) => {
        const chosen = shown[active];
        if (event.key === 'Escape') setTyped('');
        else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, shown.length - 1));
        else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
        else if (event.key === 'Enter' && chosen) choose(chosen.id);
        else return;
        event.preventDefault();
    };

    return (
        <div className="search">
            <label className="visually-hidden" htmlFor={own}>
                {say('search.label')}
            </label>
            <Icon icon="it-search" color="primary" size="sm" />
            <input
                id={own}
                ref={input}
                role="combobox"
                aria-expanded={shown.length > 0}
                aria-controls={`${own}-found`}
                aria-autocomplete="list"
                aria-activedescendant={shown[active] ? `${own}-${shown[active].id}` : undefined}
                aria-keyshortcuts={shortcut ? `Alt+${searchShortcut}` : undefined}
                autoComplete="off"
                placeholder={say('search.placeholder')}
                value={typed}
                onChange={(event) => {
                    setTyped(event.target.value);
                    setActive(0);
                }}
                onKeyDown={steer}
            />
            {shortcut && <kbd aria-hidden="true">{`Alt ${searchShortcut}`}</kbd>}
            <div
                id={`${own}-found`}
                className="search-found"
                role="listbox"
                aria-label={say('search.label')}
            >
                {shown.map((one, at) => (
                    <div
                        key={one.id}
                        id={`${own}-${one.id}`}
                        role="option"
                        tabIndex={-1}
                        aria-selected={at === active}
                        onKeyDown={steer}
                        onClick={() => {
                            choose(one.id);
                        }}
                    >
                        <span>{inLanguage(one.title)}</span>
                        <small>{sayCount('card.minutes', one.minutes)}</small>
                    </div>
                ))}
            </div>
            <p role="status" className={shown.length > 0 ? 'visually-hidden' : 'search-status'}>
                {typed && failed && say('search.failed')}
                {typed && found && sayCount('search.found', found.length)}
            </p>
        </div>
    );
}
