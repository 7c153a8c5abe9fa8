// src/kiosk/HomeScreen.tsx -- the first choice: by need, by words, or simply a lane.
import { Icon } from 'design-react-kit';
import { inLanguage, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';
import type { OnStep } from './steps';
import type { House } from './useCatalogue';

export function HomeScreen({ house, onStep }: { house: House; onStep: OnStep }) {
    const town = useTown();
    return (
        <div className="kiosk-homescreen">
            <h1>{say('kiosk.welcome')}</h1>
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
            <section aria-labelledby="kiosk-lanes">
                <h2 id="kiosk-lanes">{say('kiosk.lanes')}</h2>
                <ul className="kiosk-lanes">
                    {town.lanes.map((lane) => {
                        const count = house.counts.find((one) => one.lane === lane.id)?.count ?? 0;
                        return (
                            <li key={lane.id}>
                                <button
                                    type="button"
                                    onClick={() => {
                                        onStep({ at: 'confirm', choice: { lane } });
                                    }}
                                >
                                    <span className="lane-prefix">{lane.prefix}</span>
                                    <span>
                                        <strong>{inLanguage(lane.title)}</strong>
                                        <small>{sayCount('kiosk.waiting', count)}</small>
                                    </span>
                                </button>
                            </li>
                        );
                    })}
                </ul>
            </section>
        </div>
    );
}
