// src/reception/Basket.tsx -- the procedures of one visit, and for how many people each.
import { Icon } from 'design-react-kit';
import { inLanguage, say, sayCount } from '../texts/texts';
import { minutesOf, people_max, type Visit } from './visit';

export function Basket({ visit }: { visit: Visit }) {
    const { items, shown } = visit;
    if (items.length === 0) return <p className="basket-empty">{say('basket.empty')}</p>;
    return (
        <>
            <ul className="basket" aria-label={say('basket.procedures')}>
                {items.map(({ procedure, people }) => (
                    <li key={procedure.id}>
                        <button
                            type="button"
                            className="basket-title"
                            aria-current={procedure.id === shown?.id}
                            onClick={() => visit.choose(procedure.id)}
                        >
                            {inLanguage(procedure.title)}
                        </button>
                        <People
                            title={inLanguage(procedure.title)}
                            people={people}
                            onChange={(count) => {
                                visit.setPeople(procedure.id, count);
                            }}
                        />
                        <button
                            type="button"
                            className="basket-out"
                            aria-label={say('basket.remove', {
                                title: inLanguage(procedure.title),
                            })}
                            onClick={() => {
                                visit.remove(procedure.id);
                            }}
                        >
                            <Icon icon="it-close" size="sm" color="secondary" />
                        </button>
                    </li>
                ))}
            </ul>
            <p className="basket-minutes">{sayCount('basket.minutes', minutesOf(items))}</p>
        </>
    );
}

interface PeopleProps {
    title: string;
    people: number;
    onChange: (people: number) => void;
}

function People({ title, people, onChange }: PeopleProps) {
    return (
        <span className="people" role="group" aria-label={say('basket.people.of', { title })}>
            <button
                type="button"
                aria-label={say('basket.people.less')}
                disabled={people <= 1}
                onClick={() => {
                    onChange(people - 1);
                }}
            >
                <Icon icon="it-minus" size="xs" color="primary" />
            </button>
            <span aria-live="polite">{sayCount('basket.people', people)}</span>
            <button
                type="button"
                aria-label={say('basket.people.more')}
                disabled={people >= people_max}
                onClick={() => {
                    onChange(people + 1);
                }}
            >
                <Icon icon="it-plus" size="xs" color="primary" />
            </button>
        </span>
    );
}
