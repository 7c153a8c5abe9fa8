// src/operator/OperatorHeader.tsx -- the blue line on top: town, counter, person.
import { Icon } from 'design-react-kit';
import type { Principal } from '../api/types';
import { StaffNav } from '../session/StaffNav';
import { say } from '../texts/texts';
import { counterName, useTown } from '../town/town';
import { LanguageSwitch } from '../ui/LanguageSwitch';

interface Props {
    person: Principal;
    counter: number | null;
    onSignOut: () => Promise<void>;
}

export function OperatorHeader({ person, counter, onSignOut }: Props) {
    const town = useTown();
    return (
        <header className="operator-header">
            <Icon icon="it-pa" color="white" />
            <span className="operator-town">{say('town.of', { name: town.name })}</span>
            {counter !== null && (
                <span className="operator-counter">{counterName(town, counter)}</span>
            )}
            <StaffNav person={person} />
            <span className="operator-person">
                <Icon icon="it-user" color="white" size="sm" />
                {person.name}
            </span>
            <LanguageSwitch remember />
            <button type="button" className="operator-out" onClick={onSignOut}>
                <Icon icon="it-logout" color="white" size="sm" />
                {say('operator.signout')}
            </button>
        </header>
    );
}
