// src/kiosk/SearchScreen.tsx -- search by one's own words, on a keyboard that is drawn.
import { useState } from 'react';
import { say, sayCount } from '../texts/texts';
import { useProcedureSearch } from '../ui/useProcedureSearch';
import { Keyboard } from './Keyboard';
import { ProcedureList, type OnChoose } from './ProcedureList';

const shown_max = 4; // What fits below the keyboard; the right one is among the first.
const typed_max = 40;
const examples = ['card', 'address', 'certificate', 'waste'] as const;

export function SearchScreen({ onChoose }: { onChoose: OnChoose }) {
    const [typed, setTyped] = useState('');
    const { found, failed } = useProcedureSearch(typed);
    const offered = (found ?? []).filter((one) => one.available).slice(0, shown_max);
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
                onKey={(key) => {
                    setTyped(`${typed}${key}`.slice(0, typed_max));
                }}
                onBack={() => {
                    setTyped(typed.slice(0, -1));
                }}
            />
            {typed === '' ? (
                <Examples onExample={setTyped} />
            ) : (
                <p role="status" className="kiosk-lead">
                    {failed && say('search.failed')}
                    {found && offered.length === 0 && say('kiosk.notfound')}
                    {offered.length > 0 && sayCount('kiosk.found', offered.length)}
                </p>
            )}
            <ProcedureList procedures={offered} onChoose={onChoose} />
        </div>
    );
}

// The commonest needs, for who would rather not type.
function Examples({ onExample }: { onExample: (words: string) => void }) {
    return (
        <div className="kiosk-examples">
            <p className="kiosk-lead">{say('kiosk.often')}</p>
            {examples.map((one) => (
                <button
                    key={one}
                    type="button"
                    onClick={() => {
                        onExample(say(`often.${one}`).toLowerCase());
                    }}
                >
                    {say(`often.${one}`)}
                </button>
            ))}
        </div>
    );
}
