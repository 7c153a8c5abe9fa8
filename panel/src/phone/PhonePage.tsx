// src/phone/PhonePage.tsx -- the telephone is a channel like the counter: calls ring, are answered from the
// same cards, and end in something definite. Nobody is forwarded around.
import { Icon } from 'design-react-kit';
import { useState } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Closing, Contact, Principal } from '../api/types';
import { useWatched } from '../live/watch';
import { Ended } from '../reception/Ended';
import { useSession } from '../session/person';
import { StaffPage } from '../session/StaffPage';
import { say } from '../texts/texts';
import { FailureNotice, LostBand } from '../ui/Notices';
import { Call } from './Call';
import { Calls } from './Calls';

export function PhonePage() {
    return <StaffPage page="phone">{(person) => <Phone person={person} />}</StaffPage>;
}

const readCalls = async () => (await answer(box.GET('/calls'))).items;

type Order = { take: number } | { open: string };

function give(order: Order, key: string): Promise<Contact> {
    const header = { 'Idempotency-Key': key };
    if ('take' in order)
        return answer(
            box.POST('/calls/{id}/answer', { params: { path: { id: order.take }, header } }),
        );
    const body = { phone: order.open || undefined, answered: true };
    return answer(box.POST('/calls', { body, params: { header } }));
}

function Phone({ person }: { person: Principal }) {
    const { check } = useSession();
    const { value, lostSince, refresh } = useWatched(readCalls, () => void check());
    const order = useCommand(give);
    const [chosen, setChosen] = useState<number | null>(null);
    const [ended, setEnded] = useState<{ contact: Contact; closing: Closing } | null>(null);
    const calls = value ?? [];
    const mine = calls.filter((one) => one.state === 'open' && one.operator === person.id);
    // The person's own open call is at hand at once, also after the page was opened anew.
    const current = mine.find((one) => one.id === chosen) ?? mine[0];

    const act = async (asked: Order) => {
        const done = await order.run(asked);
        refresh();
        if (!done) return;
        setChosen(done.reply.id);
        setEnded(null);
    };

    return (
        <main className="office phone" id="work">
            <h1 className="visually-hidden">{say('staff.page.phone')}</h1>
            <LostBand since={lostSince} kept={say('lost.phone')} />
            <aside className="office-list" aria-label={say('phone.title')}>
                <Calls
                    calls={calls}
                    current={ended ? undefined : current?.id}
                    person={person}
                    busy={order.busy}
                    onTake={(id) => act({ take: id })}
                    onOpen={(number) => act({ open: number })}
                    onShow={(id) => {
                        setEnded(null);
                        setChosen(id);
                    }}
                />
                <FailureNotice failure={order.failure} />
            </aside>
            {!ended && current && (
                <Call
                    key={current.id}
                    call={current}
                    onEnded={(contact, closing) => {
                        setEnded({ contact, closing });
                        refresh();
                    }}
                />
            )}
            {ended && (
                <section className="office-work office-wide">
                    <Ended
                        {...ended}
                        onNext={() => {
                            setEnded(null);
                        }}
                    />
                </section>
            )}
            {!ended && !current && (
                <section className="office-work office-wide">
                    <p className="work-empty">
                        <Icon icon="it-telephone" color="light" size="xl" />
                        {say('phone.none.mine')}
                    </p>
                </section>
            )}
        </main>
    );
}
