// src/reception/citizen.ts -- the little that is asked of a citizen, and only when it is needed.
import { useCallback, useState } from 'react';

export interface Citizen {
    language: 'it' | 'en';
    name: string;
    phone: string;
    tax_code: string;
}

export interface CitizenState {
    citizen: Citizen;
    change: (part: Partial<Citizen>) => void;
    forget: () => void;
}

export function useCitizen(phone = ''): CitizenState {
    const [citizen, setCitizen] = useState<Citizen>(() => nobody(phone));
    const change = useCallback((part: Partial<Citizen>) => {
        setCitizen((before) => ({ ...before, ...part }));
    }, []);
    const forget = useCallback(() => {
        setCitizen(nobody(''));
    }, []);
    return { citizen, change, forget };
}

const nobody = (phone: string): Citizen => ({ language: 'it', name: '', phone, tax_code: '' });
