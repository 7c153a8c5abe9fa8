// src/supervisor/useDay.ts -- the day it is in the town, and the one that is looked at.
import { useState } from 'react';
import { useTown } from '../town/town';
import { useNow } from '../ui/hooks';
import { dayIn } from '../ui/zoned';

const minute_ms = 60_000;

export function useDay() {
    const { time_zone } = useTown();
    const today = dayIn(useNow(minute_ms), time_zone);
    const [chosen, setDay] = useState<string | null>(null);
    return { today, day: chosen ?? today, setDay };
}
