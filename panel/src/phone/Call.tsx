// src/phone/Call.tsx -- one call in hand: the same cards as at the reception, with the script; how it ends.
import { Icon } from 'design-react-kit';
import { useMemo, useState } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Case, Closing, Contact, Procedure } from '../api/types';
import { CaseForm } from '../operator/CaseForm';
import { ProcedureSearch } from '../operator/ProcedureSearch';
import { Basket } from '../reception/Basket';
import { Card } from '../reception/Card';
import { useCitizen } from '../reception/citizen';
import { CitizenBox } from '../reception/CitizenBox';
import { closing, type EndingId, type More } from '../reception/ending';
import { commonEndings, Endings, type EndingForms } from '../reception/Endings';
import { useVisit } from '../reception/visit';
import { say } from '../texts/texts';
import { CallBackEnding } from './CallBackEnding';
import { CaseEnding } from './CaseEnding';
import { DroppedEnding } from './DroppedEnding';
import { TaskEnding } from './TaskEnding';

interface Props {
    call: Contact;
    onEnded: (contact: Contact, closing: Closing) => void;
}

export function Call({ call, onEnded }: Props) {
    const visit = useVisit();
    const citizen = useCitizen(call.phone ?? '');
    const [filling, setFilling] = useState<Procedure | null>(null);
    const [opened, setOpened] = useState<Case | null>(null);
    const close = useCommand((body: Closing, key) =>
        answer(
            box.POST('/calls/{id}/close', {
                body,
                params: { path: { id: call.id }, header: { 'Idempotency-Key': key } },
            }),
        ),
    );

    const forms = useMemo(
        (): EndingForms => ({
            answered: commonEndings.answered,
            'call-back': CallBackEnding,
            appointment: commonEndings.appointment,
            case: (props) => <CaseEnding {...props} opened={opened} onFill={setFilling} />,
            task: TaskEnding,
            abandoned: DroppedEnding,
        }),
        [opened],
    );

    const end = async (outcome: EndingId, more: More) => {
        const body = closing(outcome, visit.items, citizen.citizen, more);
        const done = await close.run(body);
        if (done) onEnded(done.reply, body);
    };

    return (
        <>
            <section className="office-work" aria-label={say('reception.orient')}>
                {filling ? (
                    <CaseForm
                        key={filling.id}
                        procedure={filling}
                        onDone={(done) => {
                            setOpened(done);
                            setFilling(null);
                        }}
                        onBack={() => {
                            setFilling(null);
                        }}
                    />
                ) : (
                    <>
                        <ProcedureSearch shortcut onChoose={(id) => void visit.choose(id)} />
                        {visit.failure && (
                            <p className="work-empty" role="alert">
                                {visit.failure}
                            </p>
                        )}
                        {visit.shown ? (
                            <Card procedure={visit.shown} />
                        ) : (
                            <p className="work-empty">
                                <Icon icon="it-search" color="light" size="xl" />
                                {say('phone.empty')}
                            </p>
                        )}
                    </>
                )}
            </section>
            <aside className="office-side" aria-label={say('call.title')}>
                <h2 className="h5">
                    {say('call.title')}
                    <small>{call.phone ?? say('phone.hidden')}</small>
                </h2>
                <Basket visit={visit} />
                <CitizenBox state={citizen} />
                <Endings
                    forms={forms}
                    visit={visit}
                    citizen={citizen}
                    busy={close.busy || filling !== null}
                    retrying={close.retrying}
                    failure={close.failure}
                    onForget={close.forget}
                    onEnd={end}
                />
            </aside>
        </>
    );
}
