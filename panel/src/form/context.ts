// src/form/context.ts -- what every field of a form needs to know of the whole.
import { createContext, useContext } from 'react';
import type { Problem } from '../api/types';
import type { Schema } from './schema';

interface Form {
    root: Schema;
    errors: NonNullable<Problem['errors']>;
}

export const FormContext = createContext<Form>({ root: {}, errors: [] });

export const useForm = (): Form => useContext(FormContext);

export function useErrorAt(pointer: string): string | undefined {
    const here = useForm().errors.filter((error) => error.pointer === pointer);
    return here.length > 0 ? here.map((error) => error.detail).join(' ') : undefined;
}
