// panel/tests/command.test.tsx -- one intent of a person is carried out once, whatever the network does.
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { Refused, Unreachable } from '../src/api/client';
import { newKey, pauses_ms, useCommand } from '../src/api/command';

const problem = (status: number) => ({ type: '/problems/x', title: '', status, detail: 'No.' });

function commandOf(outcomes: (Error | string)[]) {
    const keys: string[] = [];
    const send = (_: { lane: string }, key: string) => {
        keys.push(key);
        const outcome = outcomes.shift() ?? 'done';
        return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    };
    const { result } = renderHook(() => useCommand(send));
    const run = async (lane = 'a') => {
        const done = result.current.run({ lane });
        await act(() => vi.runAllTimersAsync());
        return done;
    };
    return { keys, result, run };
}

beforeEach(() => {
    vi.useFakeTimers();
});

test('after a network failure the same key is sent again until the box answers', async () => {
    const { keys, run, result } = commandOf([new Unreachable(), new Unreachable(), 'done']);
    expect(await run()).toEqual({ reply: 'done' });
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(result.current.failure).toBeNull();
});

test('when every attempt is lost, the person may press again and repeats the same intent', async () => {
    const lost = Array.from({ length: pauses_ms.length + 1 }, () => new Unreachable());
    const { keys, run, result } = commandOf(lost);
    expect(await run()).toBeUndefined();
    expect(result.current.failure).toBeInstanceOf(Unreachable);
    expect(await run()).toEqual({ reply: 'done' });
    expect(new Set(keys).size).toBe(1);
});

test('another wish after a lost one is another intent', async () => {
    const lost = Array.from({ length: pauses_ms.length + 1 }, () => new Unreachable());
    const { keys, run } = commandOf(lost);
    await run('a');
    await run('b');
    expect(keys.at(-1)).not.toBe(keys[0]);
});

test('once the state is known again, the same wish is another intent', async () => {
    const lost = Array.from({ length: pauses_ms.length + 1 }, () => new Unreachable());
    const { keys, run, result } = commandOf(lost);
    await run();
    act(() => {
        result.current.forget();
    });
    expect(result.current.failure).toBeNull();
    await run();
    expect(keys.at(-1)).not.toBe(keys[0]);
});

test('two wishes in a row have two keys', async () => {
    const { keys, run } = commandOf([]);
    await run();
    await run();
    expect(new Set(keys).size).toBe(2);
});

test('a double click is one request', async () => {
    const { keys, result } = commandOf([]);
    await act(async () => {
        await Promise.all([result.current.run({ lane: 'a' }), result.current.run({ lane: 'a' })]);
    });
    expect(keys).toHaveLength(1);
});

test('a busy box is asked again after its Retry-After, with the same key', async () => {
    const { keys, result } = commandOf([new Refused(problem(503), 3), 'done']);
    const done = result.current.run({ lane: 'a' });
    await act(() => vi.advanceTimersByTimeAsync(2900));
    expect(keys).toHaveLength(1);
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(await done).toEqual({ reply: 'done' });
    expect(new Set(keys).size).toBe(1);
});

test('a refusal is not repeated, and is kept to be shown', async () => {
    const { keys, run, result } = commandOf([new Refused(problem(409), 1)]);
    expect(await run()).toBeUndefined();
    expect(keys).toHaveLength(1);
    expect(result.current.failure?.message).toBe('No.');
});

test('keys are long, and never the same', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
});
