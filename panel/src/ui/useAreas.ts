// src/ui/useAreas.ts -- the service areas, read once a page.
import { useEffect, useState } from 'react';
import { answer, box } from '../api/client';
import type { Area } from '../api/types';

export function useAreas(): Area[] {
    const [areas, setAreas] = useState<Area[]>([]);
    useEffect(() => {
        let left = false;
        answer(box.GET('/areas')).then(
            ({ items }) => {
                if (!left) setAreas(items);
            },
            () => undefined, // The names are a help; the page works without.
        );
        return () => {
            left = true;
        };
    }, []);
    return areas;
}
