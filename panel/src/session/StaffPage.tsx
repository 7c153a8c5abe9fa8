// src/session/StaffPage.tsx -- a page for those who work in the house: the line on top, and who may
// see what is below it.
import { Icon } from 'design-react-kit';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import type { Principal } from '../api/types';
import { say } from '../texts/texts';
import { useTown } from '../town/town';
import { useTitle } from '../ui/hooks';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { homeOf, mayOpen, type PageId } from './pages';
import { useSession } from './person';
import { StaffNav } from './StaffNav';
import { useSignOut } from './useSignOut';

interface Props {
    page: PageId;
    place?: string; // Where the person sits.
    children: (person: Principal) => ReactNode;
}

export function StaffPage({ page, place, children }: Props) {
    useTitle(say(`staff.page.${page}`));
    const { person } = useSession();
    const { pathname, search } = useLocation();

    if (!person || person.must_change_password)
        return <Navigate to="/" replace state={{ from: `${pathname}${search}` }} />;
    if (!mayOpen(person, page)) return <Navigate to={homeOf(person)} replace />;
    return (
        <div className="operator">
            <a className="visually-hidden-focusable skip" href="#work">
                {say('operator.skip')}
            </a>
            <StaffHeader person={person} place={place} />
            {children(person)}
        </div>
    );
}

function StaffHeader({ person, place }: { person: Principal; place?: string }) {
    const town = useTown();
    const signOut = useSignOut();
    return (
        <header className="operator-header">
            <Icon icon="it-pa" color="white" />
            <span className="operator-town">{say('town.of', { name: town.name })}</span>
            {place && <span className="operator-counter">{place}</span>}
            <StaffNav person={person} />
            <span className="operator-person">
                <Icon icon="it-user" color="white" size="sm" />
                {person.name}
            </span>
            <LanguageSwitch remember />
            <button type="button" className="operator-out" onClick={signOut}>
                <Icon icon="it-logout" color="white" size="sm" />
                {say('operator.signout')}
            </button>
        </header>
    );
}
