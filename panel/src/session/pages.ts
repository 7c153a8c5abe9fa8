// src/session/pages.ts -- which pages there are for those who work in the house, by role.
import type { Principal } from '../api/types';

export type PageId =
    'reception' | 'operator' | 'phone' | 'appointments' | 'back-office' | 'supervisor';

type Role = Principal['role'];

const staff: Role[] = ['operator', 'supervisor', 'administrator'];

const allowed: Record<PageId, Role[]> = {
    reception: staff,
    operator: staff,
    phone: staff,
    appointments: staff,
    'back-office': [...staff, 'back-office'],
    supervisor: ['supervisor', 'administrator'],
};

export const address = (page: PageId): string => `/${page}`;

export const mayOpen = (person: Principal, page: PageId): boolean =>
    allowed[page].includes(person.role);

export const pagesOf = (person: Principal): PageId[] =>
    (Object.keys(allowed) as PageId[]).filter((page) => mayOpen(person, page));

// Where a person starts the day.
export const homeOf = (person: Principal): string =>
    address(mayOpen(person, 'operator') ? 'operator' : 'back-office');
