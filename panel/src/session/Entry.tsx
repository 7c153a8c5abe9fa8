// src/session/Entry.tsx -- the front door: sign in, change a first password, go to work.
import { Icon } from 'design-react-kit';
import type { ReactNode } from 'react';
import { Navigate } from 'react-router-dom';
import { say } from '../texts/texts';
import { useTown } from '../town/town';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { ChangePassword } from './ChangePassword';
import { useSession } from './person';
import { SignIn } from './SignIn';

export function Entry() {
    const { person } = useSession();
    if (!person)
        return (
            <Door>
                <SignIn />
            </Door>
        );
    if (person.must_change_password)
        return (
            <Door>
                <ChangePassword />
            </Door>
        );
    return <Navigate to="/operator" replace />;
}

function Door({ children }: { children: ReactNode }) {
    const town = useTown();
    return (
        <div className="door">
            <header className="door-header">
                <Icon icon="it-pa" color="white" size="xl" />
                <p>
                    <span className="door-kind">{say('town.comune')}</span>
                    <span className="door-name">{town.name}</span>
                </p>
                <LanguageSwitch remember />
            </header>
            <main className="door-card">{children}</main>
            <p className="door-foot">{say('signin.foot')}</p>
        </div>
    );
}
