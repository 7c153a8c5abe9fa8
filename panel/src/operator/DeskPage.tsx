// src/operator/DeskPage.tsx -- one counter at work: the ticket, the visit, who waits.
import { Button } from 'design-react-kit';
import { useCallback } from 'react';
import type { Counter, Principal } from '../api/types';
import { say } from '../texts/texts';
import { counterName, useTown } from '../town/town';
import { Notice } from '../ui/Notice';
import { FailureNotice, LostBand } from '../ui/Notices';
import { Waiting } from '../ui/Waiting';
import { Absent } from './Absent';
import { CounterControls, leavesSomebody, Paused } from './CounterControls';
import { CurrentTicket, PrintTrouble } from './CurrentTicket';
import { Deliveries } from './Deliveries';
import { ParkedList } from './ParkedList';
import { Printers } from './Printers';
import { TicketActions } from './TicketActions';
import { UndoButton } from './UndoButton';
import { useDesk, useShortcuts } from './useDesk';
import { WaitingLanes } from './WaitingLanes';
import { Work } from './Work';

interface Props {
    id: number;
    person: Principal;
    onLeave: () => void;
}

export function DeskPage({ id, person, onLeave }: Props) {
    const town = useTown();
    const { watched, order, command, nobody } = useDesk(id);
    const { busy, failure } = command;
    const desk = watched.value;
    const counter = desk?.counter;
    const ticket = counter?.ticket ?? null;
    const mine = counter && counter.state !== 'closed' && counter.operator === person.id;
    const working = mine && (counter.state === 'open' || ticket !== null);
    useShortcuts(working ? counter : null, order);
    const undo = useCallback(() => void order({ verb: 'undo', counter: id }), [order, id]);

    if (!counter) {
        if (watched.refused)
            return (
                <main className="counter-choice" id="work">
                    <FailureNotice failure={watched.refused} />
                    <Button color="primary" onClick={onLeave}>
                        {say('desk.change')}
                    </Button>
                </main>
            );
        return <Waiting text={say(watched.lostSince ? 'town.unreachable' : 'town.reading')} />;
    }

    return (
        <main className="desk" id="work">
            <h1 className="visually-hidden">{counterName(town, id)}</h1>
            <LostBand since={watched.lostSince} kept={say('lost.desk')} />
            <section className="desk-ticket" aria-label={say('desk.ticket')}>
                {!mine && (
                    <ClosedCounter
                        counter={counter}
                        busy={busy}
                        onOpen={() => void order({ verb: 'open', counter: id })}
                        onLeave={onLeave}
                    />
                )}
                {working && (
                    <>
                        <CurrentTicket ticket={ticket} />
                        <TicketActions
                            key={ticket?.id ?? 'none'}
                            counter={counter}
                            busy={busy}
                            onOrder={order}
                        />
                    </>
                )}
                {mine && <Paused counter={counter} busy={busy} onOrder={order} />}
                <p role="status" className="desk-retrying">
                    {command.retrying ? say('desk.retrying') : ''}
                </p>
                {!leavesSomebody(failure) && <FailureNotice failure={failure} />}
                {nobody && !ticket && <Notice kind="info">{say('desk.nobody')}</Notice>}
                {mine && (
                    <>
                        <UndoButton
                            offer={counter.undo}
                            clockAhead_ms={desk.clockAhead_ms}
                            busy={busy}
                            onUndo={undo}
                        />
                        {ticket && <PrintTrouble ticket={ticket} busy={busy} onOrder={order} />}
                        <ParkedList counter={counter} busy={busy} onOrder={order} />
                        <CounterControls
                            counter={counter}
                            busy={busy}
                            failure={failure}
                            onOrder={order}
                            onForget={command.forget}
                            onLeave={onLeave}
                        />
                    </>
                )}
            </section>
            <Work
                key={ticket?.id ?? 'none'}
                ticket={mine ? ticket : null}
                busy={busy}
                onOrder={order}
            />
            <section className="desk-house" aria-label={say('desk.house')}>
                <Printers printers={desk.printers} />
                <WaitingLanes
                    waiting={desk.waiting}
                    lanes={desk.queue.lanes}
                    mayCall={mine === true && counter.state === 'open' && ticket === null}
                    busy={busy}
                    onCall={({ id: called }, reason) =>
                        order({ verb: 'call', counter: id, ticket: called, reason })
                    }
                />
                <Deliveries tasks={desk.ready} busy={busy} onOrder={order} />
                <Absent version={desk} busy={busy} onOrder={order} />
            </section>
        </main>
    );
}

interface ClosedProps {
    counter: Counter;
    busy: boolean;
    onOpen: () => void;
    onLeave: () => void;
}

function ClosedCounter({ counter: { name, operator }, busy, onOpen, onLeave }: ClosedProps) {
    return (
        <div className="desk-closed">
            <p className="h4">{name}</p>
            <p>{operator ? say('desk.taken', { operator }) : say('desk.isclosed')}</p>
            {!operator && (
                <Button color="primary" size="lg" block disabled={busy} onClick={onOpen}>
                    {say('desk.open')}
                </Button>
            )}
            <Button color="secondary" outline size="xs" onClick={onLeave}>
                {say('desk.change')}
            </Button>
        </div>
    );
}
