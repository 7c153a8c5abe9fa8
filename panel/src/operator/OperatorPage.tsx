// src/operator/OperatorPage.tsx -- the page an operator lives in: at which counter, and its desk.
import { useState } from 'react';
import { StaffPage } from '../session/StaffPage';
import { counterName, useTown } from '../town/town';
import { CounterChoice } from './CounterChoice';
import { DeskPage } from './DeskPage';

const remembered = 'sportello.counter';

export function OperatorPage() {
    const town = useTown();
    const [counter, setCounter] = useState<number | null>(() => {
        const known = Number(localStorage.getItem(remembered));
        return town.counters.some((one) => one.id === known) ? known : null;
    });

    const choose = (id: number | null) => {
        if (id === null) localStorage.removeItem(remembered);
        else localStorage.setItem(remembered, String(id));
        setCounter(id);
    };

    return (
        <StaffPage
            page="operator"
            place={counter === null ? undefined : counterName(town, counter)}
        >
            {(person) =>
                counter === null ? (
                    <CounterChoice onChoose={choose} />
                ) : (
                    <DeskPage
                        key={counter}
                        id={counter}
                        person={person}
                        onLeave={() => {
                            choose(null);
                        }}
                    />
                )
            }
        </StaffPage>
    );
}
