// src/reception/Endings.tsx -- how a contact ends: one way is chosen, what it needs is asked, it is done.
import { Icon } from 'design-react-kit';
import { useEffect, useState, type ReactNode } from 'react';
import type { Failure } from '../api/command';
import { say } from '../texts/texts';
import { FailureNotice } from '../ui/Notices';
import { AnsweredEnding } from './AnsweredEnding';
import { AppointmentEnding } from './AppointmentEnding';
import { BackOfficeEnding } from './BackOfficeEnding';
import type { CitizenState } from './citizen';
import { isOffered, missing, type EndingId, type More } from './ending';
import { PapersEnding } from './PapersEnding';
import { TicketEnding } from './TicketEnding';
import type { Visit } from './visit';

export interface EndingProps {
    visit: Visit;
    citizen: CitizenState;
    busy: boolean;
    failure: Failure | null;
    onEnd: (more: More) => Promise<void>;
    onOther: (ending: EndingId) => void; // Another ending instead.
}

export type EndingForms = Partial<Record<EndingId, (props: EndingProps) => ReactNode>>;

// Those of the reception and the telephone alike.
export const commonEndings = {
    answered: AnsweredEnding,
    'papers-missing': PapersEnding,
    ticket: TicketEnding,
    appointment: AppointmentEnding,
    'back-office': BackOfficeEnding,
} satisfies EndingForms;

const icons: Record<EndingId, string> = {
    answered: 'it-check',
    'papers-missing': 'it-files',
    ticket: 'it-print',
    appointment: 'it-calendar',
    'back-office': 'it-pa',
    'call-back': 'it-telephone',
    case: 'it-file',
    task: 'it-comment',
    abandoned: 'it-close-circle',
};

interface Props extends Omit<EndingProps, 'onEnd' | 'onOther'> {
    forms: EndingForms;
    retrying: boolean;
    onForget: () => void; // A failure concerns the ending that was tried.
    onEnd: (ending: EndingId, more: More) => Promise<void>;
}

export function Endings({ forms, retrying, onForget, onEnd, ...rest }: Props) {
    const { items } = rest.visit;
    const [chosen, setChosen] = useState<EndingId | null>(null);
    const offered = (Object.keys(forms) as EndingId[]).filter((one) => isOffered(one, items));
    const possible = chosen && offered.includes(chosen) && !missing(chosen, items);
    const ending = possible ? chosen : null;
    const Form = ending && forms[ending];

    useEffect(() => {
        onForget();
    }, [ending, onForget]);

    return (
        <section className="endings" aria-labelledby="endings-title">
            <h2 id="endings-title" className="h6">
                {say('ending.title')}
            </h2>
            <ul className="endings-choice">
                {offered.map((one) => (
                    <li key={one}>
                        <button
                            type="button"
                            aria-expanded={one === ending}
                            disabled={missing(one, items) !== null}
                            onClick={() => {
                                setChosen(one === ending ? null : one);
                            }}
                        >
                            <Icon icon={icons[one]} size="sm" color="primary" />
                            {say(`ending.${one}`)}
                        </button>
                    </li>
                ))}
            </ul>
            {offered.some((one) => missing(one, items)) && (
                <p className="endings-needs">{say('ending.needs')}</p>
            )}
            {ending && Form && (
                <div className="ending" key={ending}>
                    <Form {...rest} onEnd={(more) => onEnd(ending, more)} onOther={setChosen} />
                    <FailureNotice failure={rest.failure} />
                </div>
            )}
            <p role="status" className="desk-retrying">
                {retrying ? say('desk.retrying') : ''}
            </p>
        </section>
    );
}
