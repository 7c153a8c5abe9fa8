// src/reception/ReceptionPage.tsx -- the reception: hears what the citizen needs, tells what it takes, and
// sends nobody to the wrong place.
import { Icon } from 'design-react-kit';
import { useCallback, useRef, useState } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Closing, Contact } from '../api/types';
import { useWatched } from '../live/watch';
import { ProcedureSearch } from '../operator/ProcedureSearch';
import { useSession } from '../session/person';
import { StaffPage } from '../session/StaffPage';
import { say } from '../texts/texts';
import { LostBand } from '../ui/Notices';
import { Basket } from './Basket';
import { Card } from './Card';
import { useCitizen } from './citizen';
import { CitizenBox } from './CitizenBox';
import { Ended } from './Ended';
import { closing, type EndingId, type More } from './ending';
import { commonEndings, Endings } from './Endings';
import { QueueStrip } from './QueueStrip';
import { useVisit } from './visit';

export function ReceptionPage() {
    return <StaffPage page="reception">{() => <Reception />}</StaffPage>;
}

const readQueue = () => answer(box.GET('/queue'));

function Reception() {
    const { check } = useSession();
    const queue = useWatched(readQueue, () => void check());
    const visit = useVisit();
    const citizen = useCitizen();
    const [ended, setEnded] = useState<{ contact: Contact; closing: Closing } | null>(null);
    const work = useRef<HTMLElement>(null);
    const [turn, setTurn] = useState(0); // The next citizen begins with nothing chosen.
    const close = useCommand((body: Closing, key) =>
        answer(box.POST('/contacts', { body, params: { header: { 'Idempotency-Key': key } } })),
    );

    const { clear } = visit;
    const { forget } = citizen;
    const next = useCallback(() => {
        setEnded(null);
        setTurn((before) => before + 1);
        clear();
        forget();
        work.current?.querySelector('input')?.focus();
    }, [clear, forget]);

    const choose = (id: string) => {
        if (ended) next();
        void visit.choose(id);
    };

    const end = async (outcome: EndingId, more: More) => {
        const body = closing(outcome, visit.items, citizen.citizen, more);
        const done = await close.run(body);
        if (done) setEnded({ contact: done.reply, closing: body });
    };

    return (
        <main className="office reception" id="work">
            <h1 className="visually-hidden">{say('staff.page.reception')}</h1>
            <LostBand since={queue.lostSince} kept={say('lost.reception')} />
            {queue.value && <QueueStrip queue={queue.value} />}
            <section className="office-work" ref={work} aria-label={say('reception.orient')}>
                <ProcedureSearch shortcut onChoose={choose} />
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
                        {say('work.empty')}
                    </p>
                )}
            </section>
            <aside className="office-side" aria-label={say('basket.title')}>
                {ended ? (
                    <Ended {...ended} onNext={next} />
                ) : (
                    <>
                        <h2 className="h5">{say('basket.title')}</h2>
                        <Basket visit={visit} />
                        <CitizenBox key={`citizen-${turn}`} state={citizen} />
                        <Endings
                            key={turn}
                            forms={commonEndings}
                            visit={visit}
                            citizen={citizen}
                            busy={close.busy}
                            retrying={close.retrying}
                            failure={close.failure}
                            onForget={close.forget}
                            onEnd={end}
                        />
                    </>
                )}
            </aside>
        </main>
    );
}
