// src/ui/hooks.ts -- small habits of every page.
import { useEffect, useState } from 'react';
import { useTown } from '../town/town';

export function useTitle(title: string): void {
    const { name } = useTown();
    useEffect(() => {
        document.title = `${title} · ${name}`;
    }, [title, name]);
}

export function useNow(every_ms: number): Date {
    const [now, setNow] = useState(() => new Date());
    useEffect(() => {
        const timer = setInterval(() => {
            setNow(new Date());
        }, every_ms);
        return () => {
            clearInterval(timer);
        };
    }, [every_ms]);
    return now;
}

// Seconds left until `ended` runs; counted anew when `from` changes or `restart` is called.
export function useCountdown(from: number, ended: () => void): [number, (seconds: number) => void] {
    const [left, setLeft] = useState(from);
    useEffect(() => {
        if (left <= 0) {
            ended();
            return;
        }
        const timer = setTimeout(() => {
            setLeft(left - 1);
        }, 1000);
        return () => {
            clearTimeout(timer);
        };
    }, [left, ended]);
    return [left, setLeft];
}

// What the person typed, once they pause.
export function useSettled(value: string, pause_ms: number): string {
    const [settled, setSettled] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => {
            setSettled(value);
        }, pause_ms);
        return () => {
            clearTimeout(timer);
        };
    }, [value, pause_ms]);
    return settled;
}
