// src/kiosk/VisitCards.tsx -- what was chosen, for how many people each.
import { Icon } from 'design-react-kit';
import { inLanguage, say, sayCount } from '../texts/texts';
import { people_max, withoutWish, withPeople, type Wish } from './visit';

interface Props {
    visit: Wish[];
    onVisit: (visit: Wish[]) => void;
}

export function VisitCards({ visit, onVisit }: Props) {
    return (
        <ul className="kiosk-visit">
            {visit.map(({ procedure, people }) => {
                const title = inLanguage(procedure.title);
                const change = (by: number) => () => {
                    onVisit(withPeople(visit, procedure.id, people + by));
                };
                return (
                    <li key={procedure.id}>
                        <strong>{title}</strong>
                        <div role="group" aria-label={say('visit.people', { title })}>
                            <button
                                type="button"
                                aria-label={say('visit.fewer')}
                                disabled={people <= 1}
                                onClick={change(-1)}
                            >
                                <Icon icon="it-minus" color="primary" />
                            </button>
                            <span aria-live="polite">{sayCount('visit.for', people)}</span>
                            <button
                                type="button"
                                aria-label={say('visit.more')}
                                disabled={people >= people_max}
                                onClick={change(1)}
                            >
                                <Icon icon="it-plus" color="primary" />
                            </button>
                        </div>
                        <button
                            type="button"
                            aria-label={say('kiosk.remove', { title })}
                            onClick={() => {
                                onVisit(withoutWish(visit, procedure.id));
                            }}
                        >
                            <Icon icon="it-delete" color="primary" />
                        </button>
                    </li>
                );
            })}
        </ul>
    );
}
