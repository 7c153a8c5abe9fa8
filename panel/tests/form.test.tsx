// panel/tests/form.test.tsx -- a form is drawn from its schema alone.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import type { Problem } from '../src/api/types';
import { SchemaForm } from '../src/form/SchemaForm';
import {
    capitals,
    emptyValue,
    exampleValue,
    filledIn,
    titleAt,
    type Fields,
    type Schema,
    type Value,
} from '../src/form/schema';
import { setLanguage } from '../src/texts/texts';

const text = (it: string) => ({ it, en: `${it} (en)` });
const schema: Schema = {
    type: 'object',
    required: ['name', 'home', 'people'],
    definitions: {
        person: {
            type: 'object',
            required: ['code'],
            properties: {
                code: {
                    type: 'string',
                    pattern: '^[A-Z]{2}[0-9]$',
                    'x-title': text('Codice'),
                    examples: ['AB1'],
                },
                licence: { type: 'boolean', 'x-title': text('Patente') },
            },
        },
    },
    properties: {
        name: { type: 'string', 'x-title': text('Nome'), 'x-help': text('Come sul documento.') },
        kind: {
            enum: ['own', 'rent'],
            'x-title': text('Titolo'),
            'x-labels': { own: text('Proprietà'), rent: text('Locazione') },
        },
        since: { type: 'string', format: 'date', 'x-title': text('Dal') },
        rooms: { type: 'integer', 'x-title': text('Stanze') },
        notes: { type: 'string', maxLength: 500, 'x-title': text('Note') },
        fixed: { const: 'x' },
        home: {
            type: 'object',
            required: ['street'],
            'x-title': text('Casa'),
            properties: { street: { type: 'string', 'x-title': text('Via') } },
        },
        people: {
            type: 'array',
            minItems: 1,
            maxItems: 2,
            'x-title': text('Persone'),
            items: { $ref: '#/definitions/person' },
        },
        plates: { type: 'array', 'x-title': text('Targhe'), items: { type: 'string' } },
    },
};

function Drawn({ problem = null, seen }: { problem?: Problem | null; seen?: (v: Value) => void }) {
    const [value, setValue] = useState<Value>(() => emptyValue(schema, schema));
    seen?.(value);
    return <SchemaForm schema={schema} value={value} onChange={setValue} problem={problem} />;
}

test('what a person fills in is the data the box expects', async () => {
    const user = userEvent.setup();
    const seen = vi.fn();
    render(<Drawn seen={seen} />);
    await user.type(screen.getByLabelText('Nome'), ' Maria ');
    await user.selectOptions(screen.getByLabelText(/Titolo/), 'Locazione');
    await user.type(screen.getByLabelText(/Dal/), '2026-11-02');
    await user.type(screen.getByLabelText(/Stanze/), '4');
    await user.type(
        within(screen.getByRole('group', { name: 'Casa' })).getByLabelText('Via'),
        'Po',
    );
    await user.type(screen.getByLabelText('Codice'), 'ab1');
    await user.click(screen.getByLabelText('Patente'));
    await user.click(screen.getByRole('button', { name: 'Aggiungi: Targhe' }));
    await user.type(screen.getByLabelText('Targhe 1'), 'AB123CD');
    const value = seen.mock.lastCall?.[0] as Fields;
    expect(filledIn(value, schema, schema)).toEqual({
        name: 'Maria',
        kind: 'rent',
        since: '2026-11-02',
        rooms: 4,
        fixed: 'x',
        home: { street: 'Po' },
        people: [{ code: 'AB1', licence: true }],
        plates: ['AB123CD'],
    });
});

test('help is tied to its field, optional fields say so, long texts have room', () => {
    render(<Drawn />);
    expect(screen.getByLabelText('Nome')).toHaveAccessibleDescription('Come sul documento.');
    expect(screen.getByLabelText('Nome')).toBeRequired();
    expect(screen.getByText('Note')).toHaveTextContent('(facoltativo)');
    expect(screen.getByLabelText(/Note/).tagName).toBe('TEXTAREA');
});

test('each error of the box stands at its field, and the summary leads there', async () => {
    const user = userEvent.setup();
    const problem: Problem = {
        type: '/problems/case.invalid',
        title: '',
        status: 422,
        detail: 'Nulla è stato registrato.',
        errors: [
            { pointer: '/data/home/street', code: 'required', detail: 'Manca la via.' },
            { pointer: '/data/people/0/code', code: 'pattern', detail: 'Codice errato.' },
            { pointer: '/data/unknown', code: 'other', detail: 'Regola violata.' },
        ],
    };
    render(<Drawn problem={problem} />);
    const street = screen.getByLabelText('Via');
    expect(street).toBeInvalid();
    expect(street).toHaveAccessibleDescription('Manca la via.');
    expect(screen.getByLabelText('Codice')).toHaveAccessibleDescription('Codice errato.');
    expect(screen.getByLabelText('Nome')).toBeValid();
    const summary = screen.getByRole('alert');
    expect(summary).toHaveTextContent('Nulla è stato registrato.');
    expect(summary).toHaveTextContent('Regola violata.');
    await user.click(within(summary).getByRole('link', { name: 'Via:' }));
    expect(street).toHaveFocus();
});

test('rows can be added up to the limit and taken away', async () => {
    const user = userEvent.setup();
    render(<Drawn />);
    const add = screen.getByRole('button', { name: 'Aggiungi: Persone' });
    await user.click(add);
    expect(screen.getAllByLabelText('Codice')).toHaveLength(2);
    expect(add).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Togli: Persone 1' }));
    expect(screen.getAllByLabelText('Codice')).toHaveLength(1);
});

test('empty fields are absent, required parts and rows keep their place', () => {
    const value = { name: ' ', home: { street: '' }, people: [{ code: '' }, { code: 'AB1' }] };
    expect(filledIn(value, schema, schema)).toEqual({
        home: {},
        people: [{}, { code: 'AB1' }],
    });
    expect(filledIn({ plates: ['', ''] }, schema, schema)).toEqual({});
});

test('the example comes from the examples of the schema', () => {
    expect(exampleValue(schema, schema)).toMatchObject({
        people: [{ code: 'AB1', licence: false }],
        fixed: 'x',
    });
    expect(exampleValue({ examples: [{ a: 1 }], type: 'object' }, {})).toEqual({ a: 1 });
});

test('capitals are put only where the pattern wants them', () => {
    expect(capitals({ pattern: '^[A-Z]+$' }, 'ab')).toBe('AB');
    expect(capitals({ pattern: '^[a-z]+$' }, 'ab')).toBe('ab');
    expect(capitals({ pattern: '^[A-Z]+$' }, 'a1')).toBe('a1');
    expect(capitals({ pattern: '(?<' }, 'ab')).toBe('ab');
});

test('a pointer is named as people know the field, in their language', () => {
    expect(titleAt(schema, '/people/1/code')).toBe('Codice');
    expect(titleAt(schema, '/people/1')).toBe('Persone 2');
    expect(titleAt(schema, '/nothing')).toBeUndefined();
    setLanguage('en');
    expect(titleAt(schema, '/name')).toBe('Nome (en)');
});
