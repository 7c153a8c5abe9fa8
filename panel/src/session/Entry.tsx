// src/session/Entry.tsx -- the front door: sign in, change a first password, go to work.
import { Icon } from 'design-react-kit';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { say } from '../texts/texts';
import { useTown } from '../town/town';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { ChangePassword } from './ChangePassword';
import { homeOf } from './pages';
import { useSession } from './person';
import { SignIn } from './SignIn';

export function Entry() {
    const { person } = useSession();
    // Who was sent here to sign in goes on where he was.
    const { state } = useLocation() as { state: { from?: string } | null };
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
    return <Navigate to={state?.from ?? homeOf(person)} replace />;
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
