// src/kiosk/SearchScreen.tsx -- search by one's own words, on a keyboard that is drawn.
import { useState } from 'react';
import { say, sayCount } from '../texts/texts';
import { useProcedureSearch } from '../ui/useProcedureSearch';
import { Keyboard } from './Keyboard';
import { ProcedureList } from './ProcedureList';
import type { OnStep } from './steps';

const shown_max = 6;
const typed_max = 40;

export function SearchScreen({ onStep }: { onStep: OnStep }) {
    const [typed, setTyped] = useState('');
    const { found, failed } = useProcedureSearch(typed);
    return (
        <div className="kiosk-searchscreen">
            <h1>{say('kiosk.search')}</h1>
            <label className="visually-hidden" htmlFor="kiosk-words">
                {say('search.label')}
            </label>
            {/* The virtual keyboard of the system would cover the page: ours is below. */}
            <input
                id="kiosk-words"
                className="kiosk-words"
                inputMode="none"
                autoComplete="off"
                maxLength={typed_max}
                placeholder={say('kiosk.example')}
                value={typed}
                onChange={(event) => {
                    setTyped(event.target.value);
                }}
            />
            <Keyboard
                onLetter={(letter) => {
                    setTyped(`${typed}${letter}`.slice(0, typed_max));
                }}
                onBack={() => {
                    setTyped(typed.slice(0, -1));
                }}
            />
            <p role="status" className="kiosk-lead">
                {failed && say('search.failed')}
                {found && sayCount('search.found', found.length)}
            </p>
            <ProcedureList
                procedures={(found ?? []).filter((one) => one.available).slice(0, shown_max)}
                onStep={onStep}
            />
        </div>
    );
}
