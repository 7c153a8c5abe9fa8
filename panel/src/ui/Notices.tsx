// src/ui/Notices.tsx -- what went wrong, in the box's own words, and what is lost when it is away.
import { Icon } from 'design-react-kit';
import { Refused } from '../api/client';
import type { Failure } from '../api/command';
import { clock, say } from '../texts/texts';
import { Notice } from './Notice';

export function FailureNotice({ failure }: { failure: Failure | null }) {
    if (!failure) return null;
    const text = failure instanceof Refused ? failure.problem.detail : say('problem.uncertain');
    return <Notice kind={failure instanceof Refused ? 'danger' : 'warning'}>{text}</Notice>;
}

export function LostBand({ since, kept }: { since: Date | null; kept: string }) {
    return (
        <div role="status" className="lost-holder">
            {since && (
                <p className="lost-band">
                    <Icon icon="it-warning-circle" size="sm" />
                    <span>
                        <strong>{say('lost.since', { time: clock(since) })}</strong> {kept}
                    </span>
                </p>
            )}
        </div>
    );
}
