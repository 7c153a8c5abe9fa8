// src/session/StaffNav.tsx -- from page to page, as far as the person's role goes.
import { NavLink } from 'react-router-dom';
import type { Principal } from '../api/types';
import { say } from '../texts/texts';
import { address, pagesOf } from './pages';

export function StaffNav({ person }: { person: Principal }) {
    const pages = pagesOf(person);
    if (pages.length < 2) return null;
    return (
        <nav className="staff-nav" aria-label={say('staff.pages')}>
            {pages.map((page) => (
                <NavLink key={page} to={address(page)}>
                    {say(`staff.page.${page}`)}
                </NavLink>
            ))}
        </nav>
    );
}
