// src/board/BoardPage.tsx -- the screen of the waiting room: who is called, where, how many wait.
import { Icon } from 'design-react-kit';
import { useEffect, useRef, useState } from 'react';
import { answer, box } from '../api/client';
import { useWatched } from '../live/watch';
import { DeviceGate } from '../session/DeviceGate';
import { clock, say, today } from '../texts/texts';
import { counterName, useTown } from '../town/town';
import { useNow, useTitle } from '../ui/hooks';
import { keyOf, newCalls, type Call } from './calls';
import { noticeOf } from './notice';
import { useChime } from './useChime';
import { WaitingList } from './WaitingList';

const shown_max = 6;
const blink_ms = 8000;
const none: Call[] = [];

export function BoardPage() {
    useTitle(say('board.title'));
    return (
        <DeviceGate page="board">
            {(unauthorised) => <WaitingRoom unauthorised={unauthorised} />}
        </DeviceGate>
    );
}

async function readRoom() {
    const [board, queue] = await Promise.all([
        answer(box.GET('/board')),
        answer(box.GET('/queue')),
    ]);
    return { board, queue };
}

function WaitingRoom({ unauthorised }: { unauthorised: () => void }) {
    const town = useTown();
    const { value, lostSince } = useWatched(readRoom, unauthorised);
    const { board, queue } = value ?? { board: null, queue: null };
    const calls = board?.calls ?? none;
    const notice = queue && noticeOf(queue, town.time_zone);
    const { fresh, silenced, wake } = useFresh(board ? calls : null);
    const [latest, ...earlier] = calls.slice(0, shown_max);

    return (
        <div className="board">
            <header className="board-header">
                <Icon icon="it-pa" color="white" size="xl" />
                <p>
                    <span>{say('town.comune')}</span>
                    <strong>{town.name}</strong>
                </p>
                <BoardClock />
            </header>
            <div role="status">
                {lostSince && (
                    <p className="board-lost">
                        <Icon icon="it-warning-circle" size="lg" />
                        {say('lost.board', { time: clock(lostSince, town.time_zone) })}
                    </p>
                )}
                {!lostSince && notice && <p className="board-notice">{notice}</p>}
            </div>
            <main className={lostSince ? 'board-main board-stale' : 'board-main'}>
                <section className="board-calls" aria-labelledby="board-calls">
                    <h1 id="board-calls" className="visually-hidden">
                        {say('board.calls')}
                    </h1>
                    <div aria-live="assertive" aria-atomic="true">
                        {latest ? (
                            <LatestCall call={latest} fresh={fresh.has(keyOf(latest))} />
                        ) : (
                            board && <p className="board-none">{say('board.none')}</p>
                        )}
                    </div>
                    <ol className="board-earlier">
                        {earlier.map((call) => (
                            <li
                                key={call.number}
                                className={fresh.has(keyOf(call)) ? 'board-fresh' : undefined}
                            >
                                <strong>{call.number}</strong>
                                <Icon icon="it-arrow-right" color="primary" size="lg" />
                                <span>{counterName(town, call.counter)}</span>
                            </li>
                        ))}
                    </ol>
                </section>
                <section className="board-waiting" aria-labelledby="board-waiting">
                    <h2 id="board-waiting">{say('board.waiting')}</h2>
                    <WaitingList waiting={board?.waiting ?? []} queue={queue} />
                    {silenced && (
                        <button type="button" className="board-sound" onClick={wake}>
                            <Icon icon="it-horn" color="primary" />
                            {say('board.sound')}
                        </button>
                    )}
                </section>
            </main>
        </div>
    );
}

function LatestCall({ call, fresh }: { call: Call; fresh: boolean }) {
    const town = useTown();
    return (
        <p className={fresh ? 'board-latest board-fresh' : 'board-latest'}>
            <span className="board-label">{say('board.number')}</span>
            <strong>{call.number}</strong>
            <span className="board-counter">{counterName(town, call.counter)}</span>
        </p>
    );
}

// The calls that came in the last seconds; each rings once. `calls` is nothing until the board was
// read: what was called before the screen was switched on is not news.
function useFresh(calls: Call[] | null) {
    const before = useRef<Call[] | null>(null);
    const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
    const { ring, silenced, wake } = useChime();

    useEffect(() => {
        if (!calls) return;
        const news = before.current ? newCalls(before.current, calls).map(keyOf) : [];
        before.current = calls;
        if (news.length === 0) return;
        ring();
        setFresh((now) => new Set([...now, ...news]));
        setTimeout(() => {
            setFresh((now) => new Set([...now].filter((key) => !news.includes(key))));
        }, blink_ms);
    }, [calls, ring]);

    return { fresh, silenced, wake };
}

function BoardClock() {
    const { time_zone } = useTown();
    const now = useNow(1000);
    return (
        <p className="board-clock">
            <time>{clock(now, time_zone)}</time>
            <span>{today(now, time_zone)}</span>
        </p>
    );
}
