// src/operator/CounterChoice.tsx -- at which counter the operator sits today.
import { Icon } from 'design-react-kit';
import { useCallback } from 'react';
import { answer, box } from '../api/client';
import { useWatched } from '../live/watch';
import { useSession } from '../session/person';
import { say } from '../texts/texts';
import { LostBand } from '../ui/Notices';

export function CounterChoice({ onChoose }: { onChoose: (id: number) => void }) {
    const { check } = useSession();
    const read = useCallback(async () => (await answer(box.GET('/counters'))).items, []);
    const { value, lostSince } = useWatched(read, () => void check());
    return (
        <main className="counter-choice" id="work">
            <LostBand since={lostSince} kept={say('lost.choice')} />
            <h1 className="h3">{say('choice.title')}</h1>
            <p className="text-secondary">{say('choice.lead')}</p>
            <ul>
                {(value ?? []).map((counter) => (
                    <li key={counter.id}>
                        <button
                            type="button"
                            onClick={() => {
                                onChoose(counter.id);
                            }}
                        >
                            <span className="counter-number">{counter.id}</span>
                            <span>
                                <strong>{counter.name}</strong>
                                <small>
                                    {counter.state === 'open'
                                        ? say('choice.open', { operator: counter.operator ?? '' })
                                        : say('choice.closed')}
                                </small>
                            </span>
                            <Icon icon="it-arrow-right" color="primary" size="sm" />
                        </button>
                    </li>
                ))}
            </ul>
        </main>
    );
}
