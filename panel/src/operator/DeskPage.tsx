// src/operator/DeskPage.tsx -- one counter at work: the ticket, the procedure, who waits.
import { Button } from 'design-react-kit';
import { useCallback, useEffect, useState } from 'react';
import { Unreachable } from '../api/client';
import { useCommand } from '../api/command';
import type { Principal } from '../api/types';
import { useWatched } from '../live/watch';
import { useSession } from '../session/person';
import { say } from '../texts/texts';
import { counterName, useTown } from '../town/town';
import { FailureNotice, LostBand } from '../ui/Notices';
import { Waiting } from '../ui/Waiting';
import { CurrentTicket } from './CurrentTicket';
import { actionsFor, give, readDesk, shortcuts, type Order } from './desk';
import { Printers } from './Printers';
import { WaitingLanes } from './WaitingLanes';
import { Work } from './Work';
import { Notice } from '../ui/Notice';

interface Props {
    id: number;
    person: Principal;
    onLeave: () => void;
}

export function DeskPage({ id, person, onLeave }: Props) {
    const town = useTown();
    const { check } = useSession();
    const read = useCallback(() => readDesk(id), [id]);
    const desk = useWatched(read, () => void check());
    const order = useCommand(give);
    const [nobody, setNobody] = useState(false);
    const counter = desk.value?.counter;
    const ticket = counter?.ticket ?? null;
    const mine = counter?.state === 'open' && counter.operator === person.id;

    const { run, forget, failure } = order;
    const { refresh } = desk;
    const act = useCallback(
        async (asked: Order) => {
            setNobody(false);
            const done = await run(asked);
            if (done && asked.verb === 'next') setNobody(done.reply === undefined);
            refresh();
        },
        [run, refresh],
    );

    // Once the counter has been read again, what was uncertain is on the screen.
    const uncertain = failure instanceof Unreachable;
    useEffect(() => {
        if (uncertain && desk.lostSince === null) forget();
    }, [desk.value, desk.lostSince, uncertain, forget]);

    useEffect(() => {
        if (!mine) return;
        const pressed = (event: KeyboardEvent) => {
            if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
            const action = actionsFor(ticket).find(
                (one) => event.code === `Key${shortcuts[one]}` && one !== 'cancel',
            );
            if (!action) return;
            event.preventDefault();
            const onCounter = action === 'next' || action === 'recall';
            void act({ verb: action, id: onCounter || !ticket ? counter.id : ticket.id });
        };
        window.addEventListener('keydown', pressed);
        return () => {
            window.removeEventListener('keydown', pressed);
        };
    }, [mine, counter, ticket, act]);

    if (!desk.value || !counter) {
        if (desk.refused)
            return (
                <main className="counter-choice" id="work">
                    <FailureNotice failure={desk.refused} />
                    <Button color="primary" onClick={onLeave}>
                        {say('desk.change')}
                    </Button>
                </main>
            );
        return <Waiting text={say(desk.lostSince ? 'town.unreachable' : 'town.reading')} />;
    }

    return (
        <main className="desk" id="work">
            <h1 className="visually-hidden">{counterName(town, id)}</h1>
            <LostBand since={desk.lostSince} kept={say('lost.desk')} />
            <section className="desk-ticket" aria-label={say('desk.ticket')}>
                {mine ? (
                    <CurrentTicket
                        counter={counter}
                        busy={order.busy}
                        retrying={order.retrying}
                        onOrder={act}
                    />
                ) : (
                    <ClosedCounter
                        name={counter.name}
                        operator={counter.operator}
                        busy={order.busy}
                        onOpen={() => act({ verb: 'open', id: counter.id })}
                    />
                )}
                <FailureNotice failure={failure} />
                {nobody && !ticket && <Notice kind="info">{say('desk.nobody')}</Notice>}
                <div className="desk-leave">
                    {mine && (
                        <Button
                            color="secondary"
                            outline
                            size="xs"
                            disabled={order.busy || ticket !== null}
                            onClick={() => act({ verb: 'close', id: counter.id })}
                        >
                            {say('desk.close')}
                        </Button>
                    )}
                    <Button color="secondary" outline size="xs" onClick={onLeave}>
                        {say('desk.change')}
                    </Button>
                </div>
            </section>
            <Work key={ticket?.id ?? 'none'} ticket={mine ? ticket : null} />
            <section className="desk-house" aria-label={say('desk.house')}>
                <Printers printers={desk.value.printers} />
                <WaitingLanes waiting={desk.value.waiting} counts={desk.value.counts} />
            </section>
        </main>
    );
}

interface ClosedProps {
    name: string;
    operator: string | null;
    busy: boolean;
    onOpen: () => Promise<void>;
}

function ClosedCounter({ name, operator, busy, onOpen }: ClosedProps) {
    return (
        <div className="desk-closed">
            <p className="h4">{name}</p>
            <p>{operator ? say('desk.taken', { operator }) : say('desk.isclosed')}</p>
            {!operator && (
                <Button color="primary" size="lg" block disabled={busy} onClick={onOpen}>
                    {say('desk.open')}
                </Button>
            )}
        </div>
    );
}
