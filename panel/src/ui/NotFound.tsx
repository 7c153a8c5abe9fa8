// src/ui/NotFound.tsx -- an address the panel does not have.
import { Link } from 'react-router-dom';
import { say } from '../texts/texts';
import { useTitle } from './hooks';

export function NotFound() {
    useTitle(say('notfound.title'));
    return (
        <main className="waiting-page">
            <h1 className="h3">{say('notfound.title')}</h1>
            <p>
                <Link to="/">{say('notfound.home')}</Link>
            </p>
        </main>
    );
}
