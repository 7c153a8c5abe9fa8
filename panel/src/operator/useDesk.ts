// src/operator/useDesk.ts -- the desk of one counter, kept current, and the orders given there.
import { useCallback, useEffect, useState } from 'react';
import { Unreachable } from '../api/client';
import { useCommand } from '../api/command';
import type { Counter } from '../api/types';
import { useWatched } from '../live/watch';
import { useSession } from '../session/person';
import { actionsFor, readDesk, shortcuts } from './desk';
import { give, type OnOrder, type Order } from './orders';
import { orderOf } from './TicketActions';

export function useDesk(id: number) {
    const { check } = useSession();
    const read = useCallback(() => readDesk(id), [id]);
    const watched = useWatched(read, () => void check());
    const command = useCommand(give);
    const [nobody, setNobody] = useState(false); // The last call found nobody.
    const { run, forget, failure } = command;
    const { refresh } = watched;

    const order: OnOrder = useCallback(
        async (given: Order) => {
            setNobody(false);
            const done = await run(given);
            if (done && given.verb === 'next') setNobody(done.reply === undefined);
            refresh();
            return done !== undefined;
        },
        [run, refresh],
    );

    // Once the counter has been read again, what was uncertain is on the screen.
    const uncertain = failure instanceof Unreachable;
    useEffect(() => {
        if (uncertain && watched.lostSince === null) forget();
    }, [watched.value, watched.lostSince, uncertain, forget]);

    return { watched, order, command, nobody };
}

// The keys of the likeliest orders, at one's own open counter.
export function useShortcuts(counter: Counter | null, onOrder: OnOrder): void {
    useEffect(() => {
        if (!counter) return;
        const pressed = (event: KeyboardEvent) => {
            if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
            const actions = actionsFor(counter.ticket);
            const action = actions.find((one) => event.code === `Key${shortcuts[one]}`);
            const order = action && orderOf(action, counter);
            if (!order) return;
            event.preventDefault();
            void onOrder(order);
        };
        window.addEventListener('keydown', pressed);
        return () => {
            window.removeEventListener('keydown', pressed);
        };
    }, [counter, onOrder]);
}
