// src/ui/Notices.tsx -- what went wrong, in the box's own words, and what is lost when it is away.
import { Alert, Icon } from 'design-react-kit';
import { Refused } from '../api/client';
import type { Failure } from '../api/command';
import { clock, say } from '../texts/texts';

export function FailureNotice({ failure }: { failure: Failure | null }) {
    if (!failure) return null;
    const text = failure instanceof Refused ? failure.problem.detail : say('problem.uncertain');
    return (
        <Alert
            fade={false}
            color={failure instanceof Refused ? 'danger' : 'warning'}
            className="notice"
        >
            {text}
        </Alert>
    );
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
