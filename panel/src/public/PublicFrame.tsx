// src/public/PublicFrame.tsx -- a page for the citizen's own telephone: no sign-in, nothing personal.
import { Icon } from 'design-react-kit';
import type { ReactNode } from 'react';
import { clock, say, type Key } from '../texts/texts';
import { useTown } from '../town/town';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { LostBand } from '../ui/Notices';
import { Waiting } from '../ui/Waiting';
import type { Seen } from './usePublic';

interface Props<T> {
    seen: Seen<T>;
    unknown: { title: Key; why: Key };
    children: (value: T) => ReactNode;
}

export function PublicFrame<T>({ seen, unknown, children }: Props<T>) {
    const town = useTown();
    if (seen.unknown)
        return (
            <main className="waiting-page">
                <Icon icon="it-help-circle" size="xl" color="primary" />
                <h1 className="h4">{say(unknown.title)}</h1>
                <p className="measure">{say(unknown.why)}</p>
            </main>
        );
    if (seen.value === null)
        return <Waiting text={say(seen.lostSince ? 'town.unreachable' : 'town.reading')} />;
    return (
        <div className="public">
            <header className="public-header">
                <Icon icon="it-pa" color="white" />
                <span>{say('town.of', { name: town.name })}</span>
                <LanguageSwitch remember={false} />
            </header>
            <LostBand since={seen.lostSince} kept={say('lost.page')} />
            <main className="public-card public-sheet">
                {children(seen.value)}
                {seen.at && (
                    <p className="public-at">
                        {say('public.at', { time: clock(seen.at, town.time_zone) })}
                    </p>
                )}
            </main>
        </div>
    );
}
