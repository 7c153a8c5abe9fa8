// src/kiosk/HomeScreen.tsx -- the first choice: by need, by words, by appointment, or simply a lane.
import { Icon } from 'design-react-kit';
import { inLanguage, say, sayCount } from '../texts/texts';
import type { OnStep } from './steps';
import { LaneButtons } from './LaneButtons';
import type { House } from './useCatalogue';
import type { Wish } from './visit';

interface Props {
    house: House;
    visit: Wish[]; // Chosen already, when another need is being added.
    onStep: OnStep;
}

export function HomeScreen({ house, visit, onStep }: Props) {
    const adding = visit.length > 0;
    return (
        <div className="kiosk-homescreen">
            <h1>{say(adding ? 'kiosk.whatelse' : 'kiosk.welcome')}</h1>
            <div className="kiosk-firsts">
                <button
                    type="button"
                    className="kiosk-search-button"
                    onClick={() => {
                        onStep({ at: 'search' });
                    }}
                >
                    <Icon icon="it-search" color="primary" size="lg" />
                    {say('kiosk.search')}
                </button>
                {adding ? (
                    <button
                        type="button"
                        className="kiosk-search-button"
                        onClick={() => {
                            onStep({ at: 'confirm' });
                        }}
                    >
                        <Icon icon="it-arrow-left" color="primary" size="lg" />
                        {sayCount('kiosk.chosen', visit.length)}
                    </button>
                ) : (
                    <button
                        type="button"
                        className="kiosk-search-button"
                        onClick={() => {
                            onStep({ at: 'arrival' });
                        }}
                    >
                        <Icon icon="it-calendar" color="primary" size="lg" />
                        {say('kiosk.booked')}
                    </button>
                )}
            </div>
            <section aria-labelledby="kiosk-areas">
                <h2 id="kiosk-areas">{say('kiosk.areas')}</h2>
                <ul className="kiosk-areas">
                    {house.areas.map((area) => (
                        <li key={area.id}>
                            <button
                                type="button"
                                onClick={() => {
                                    onStep({ at: 'area', area });
                                }}
                            >
                                {inLanguage(area.title)}
                            </button>
                        </li>
                    ))}
                </ul>
            </section>
            {!adding && <LaneButtons queue={house.queue} onStep={onStep} />}
        </div>
    );
}
