// src/kiosk/ConfirmScreen.tsx -- what to have at hand, priority by law, and the one big button.
import { Button, Icon } from 'design-react-kit';
import { useEffect, useState } from 'react';
import { answer, box, Refused } from '../api/client';
import { useCommand } from '../api/command';
import type { Board } from '../api/types';
import { useProcedure } from '../operator/useProcedure';
import { inLanguage, language, say, sayCount } from '../texts/texts';
import { FailureNotice } from '../ui/Notices';
import { laneOfChoice, type Choice, type OnStep } from './steps';

interface Props {
    choice: Choice;
    counts: Board['waiting'];
    unauthorised: () => void;
    onStep: OnStep;
}

interface Wish {
    procedure?: string;
    lane?: string;
    language: 'it' | 'en';
    priority: boolean;
}

export function ConfirmScreen({ choice, counts, unauthorised, onStep }: Props) {
    const [priority, setPriority] = useState(false);
    const { procedure } = useProcedure('procedure' in choice ? choice.procedure.id : null);
    const issue = useCommand((body: Wish, key) =>
        answer(box.POST('/tickets', { body, params: { header: { 'Idempotency-Key': key } } })),
    );
    const count = counts.find((one) => one.lane === laneOfChoice(choice))?.count ?? 0;
    const title = 'lane' in choice ? choice.lane.title : choice.procedure.title;
    const { failure } = issue;
    useEffect(() => {
        // A kiosk that was signed out signs in again; the citizen only has to touch once more.
        if (failure instanceof Refused && [401, 403].includes(failure.problem.status))
            unauthorised();
    }, [failure, unauthorised]);

    const take = async () => {
        const wanted =
            'lane' in choice ? { lane: choice.lane.id } : { procedure: choice.procedure.id };
        const done = await issue.run({ ...wanted, language: language(), priority });
        if (done) onStep({ at: 'ticket', ticket: done.reply });
    };

    return (
        <div className="kiosk-confirm">
            <h1>{inLanguage(title)}</h1>
            <p className="kiosk-lead">{sayCount('kiosk.waitingnow', count)}</p>
            {procedure && procedure.documents.length > 0 && (
                <section aria-labelledby="kiosk-documents" className="kiosk-documents">
                    <h2 id="kiosk-documents">{say('kiosk.documents')}</h2>
                    <ul>
                        {procedure.documents.map((document) => (
                            <li key={document.it}>
                                <Icon icon="it-check" color="success" />
                                {inLanguage(document)}
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            <label className="kiosk-priority">
                <input
                    type="checkbox"
                    checked={priority}
                    onChange={(event) => {
                        setPriority(event.target.checked);
                    }}
                />
                <span>
                    <strong>{say('kiosk.priority')}</strong>
                    <small>{say('kiosk.priority.help')}</small>
                </span>
            </label>
            <FailureNotice failure={failure} />
            {failure && <p className="kiosk-lead">{say('kiosk.askreception')}</p>}
            <Button
                color="primary"
                block
                className="kiosk-take"
                disabled={issue.busy}
                onClick={take}
            >
                {say(issue.busy ? 'kiosk.taking' : failure ? 'kiosk.retry' : 'kiosk.take')}
            </Button>
        </div>
    );
}
