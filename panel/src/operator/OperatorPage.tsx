// src/operator/OperatorPage.tsx -- the page an operator lives in: who is signed in, at which counter.
import { useState } from 'react';
import { Navigate } from 'react-router-dom';
import { useSession } from '../session/person';
import { useSignOut } from '../session/useSignOut';
import { say } from '../texts/texts';
import { useTown } from '../town/town';
import { useTitle } from '../ui/hooks';
import { CounterChoice } from './CounterChoice';
import { DeskPage } from './DeskPage';
import { OperatorHeader } from './OperatorHeader';

const remembered = 'sportello.counter';

export function OperatorPage() {
    useTitle(say('operator.title'));
    const town = useTown();
    const { person } = useSession();
    const signOut = useSignOut();
    const [counter, setCounter] = useState<number | null>(() => {
        const known = Number(localStorage.getItem(remembered));
        return town.counters.some((one) => one.id === known) ? known : null;
    });

    const choose = (id: number | null) => {
        if (id === null) localStorage.removeItem(remembered);
        else localStorage.setItem(remembered, String(id));
        setCounter(id);
    };

    if (!person || person.must_change_password) return <Navigate to="/" replace />;
    return (
        <div className="operator">
            <a className="visually-hidden-focusable skip" href="#work">
                {say('operator.skip')}
            </a>
            <OperatorHeader person={person} counter={counter} onSignOut={signOut} />
            {counter === null ? (
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
            )}
        </div>
    );
}
