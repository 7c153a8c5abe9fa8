// src/reception/PapersEnding.tsx -- something is missing: it goes home on a printed list, and a time to
// come back is offered.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { inLanguage, say } from '../texts/texts';
import { Tick } from '../ui/Choice';
import { AppointmentFields } from './AppointmentFields';
import type { EndingProps } from './Endings';
import { wanted } from './visit';

export function PapersEnding({ visit, citizen, busy, onEnd }: EndingProps) {
    const { items, shown } = visit;
    const [ticked, setTicked] = useState<{ of: string; places: number[] }>({ of: '', places: [] });
    const [comesBack, setComesBack] = useState(false);
    const [at, setAt] = useState<string | null>(null);
    if (!shown) return null;
    const places = ticked.of === shown.id ? ticked.places : [];

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        // The list is of the first procedure's papers: that is the one on the screen.
        const first = items.filter((one) => one.procedure.id === shown.id);
        const others = items.filter((one) => one.procedure.id !== shown.id);
        await onEnd({
            procedures: wanted([...first, ...others]),
            missing: [...places].sort((a, b) => a - b),
            appointment: comesBack && at ? at : undefined,
        });
    };

    return (
        <form onSubmit={submit}>
            <fieldset className="papers">
                <legend>{say('papers.which', { title: inLanguage(shown.title) })}</legend>
                {shown.documents.map((document, place) => (
                    <Tick
                        key={document.it}
                        label={inLanguage(document)}
                        checked={places.includes(place)}
                        onChange={(checked) => {
                            const others = places.filter((one) => one !== place);
                            setTicked({
                                of: shown.id,
                                places: checked ? [...others, place] : others,
                            });
                        }}
                    />
                ))}
            </fieldset>
            <Tick label={say('papers.back')} checked={comesBack} onChange={setComesBack} />
            {comesBack && (
                <AppointmentFields items={items} citizen={citizen} at={at} onChange={setAt} />
            )}
            <Button
                color="primary"
                block
                type="submit"
                disabled={busy || places.length === 0 || (comesBack && !at)}
            >
                {say('papers.do')}
            </Button>
        </form>
    );
}
