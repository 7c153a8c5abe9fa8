// src/town/town.tsx -- the town the box serves: read once, before anything is drawn.
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { answer, box } from '../api/client';
import type { Lane, Town } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { Waiting } from '../ui/Waiting';

const again_ms = 3000;
const TownContext = createContext<Town | null>(null);

export function TownProvider({ children }: { children: ReactNode }) {
    const [town, setTown] = useState<Town | null>(null);
    const [failed, setFailed] = useState(false);

    useEffect(() => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        let left = false;
        const read = async () => {
            try {
                const got = await answer(box.GET('/town'));
                if (!left) setTown(got);
            } catch {
                if (left) return;
                setFailed(true);
                timer = setTimeout(() => void read(), again_ms);
            }
        };
        void read();
        return () => {
            left = true;
            clearTimeout(timer);
        };
    }, []);

    if (!town) return <Waiting text={say(failed ? 'town.unreachable' : 'town.reading')} />;
    return <TownContext.Provider value={town}>{children}</TownContext.Provider>;
}

export function useTown(): Town {
    const town = useContext(TownContext);
    if (!town) throw new Error('useTown() outside TownProvider');
    return town;
}

export function laneOf(town: Town, id: string): Lane | undefined {
    return town.lanes.find((lane) => lane.id === id);
}

export function laneTitle(town: Town, id: string): string {
    const lane = laneOf(town, id);
    return lane ? inLanguage(lane.title) : id;
}

export function counterName(town: Town, id: number): string {
    return town.counters.find((counter) => counter.id === id)?.name ?? String(id);
}
