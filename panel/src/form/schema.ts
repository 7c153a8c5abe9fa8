// src/form/schema.ts -- what a procedure's form (JSON Schema, draft 7) says about drawing it. The box
// alone judges the data; nothing is validated twice.
import type { Text } from '../api/types';
import { inLanguage } from '../texts/texts';

export interface Schema {
    type?: string | string[];
    properties?: Record<string, Schema>;
    required?: string[];
    items?: Schema;
    enum?: (string | number | boolean)[];
    const?: Value;
    default?: Value;
    examples?: Value[];
    format?: string;
    pattern?: string;
    maxLength?: number;
    minItems?: number;
    maxItems?: number;
    definitions?: Record<string, Schema>;
    $ref?: string;
    title?: string;
    description?: string;
    'x-title'?: Text;
    'x-help'?: Text;
    'x-labels'?: Record<string, Text>;
}

export type Value = string | number | boolean | null | undefined | Value[] | Fields;
export interface Fields {
    [name: string]: Value;
}

const refs_max = 8; // A form that refers to itself is drawn this deep and no deeper.

// Follows "#/definitions/x", keeping what stands beside the reference.
export function resolve(schema: Schema, root: Schema): Schema {
    let found = schema;
    for (let depth = 0; found.$ref && depth < refs_max; depth += 1) {
        const { $ref, ...beside } = found;
        const target = root.definitions?.[$ref.replace('#/definitions/', '')] ?? {};
        found = { ...target, ...beside };
    }
    return found;
}

export type Kind = 'object' | 'array' | 'boolean' | 'number' | 'choice' | 'text';

export function kindOf(schema: Schema): Kind {
    const type = Array.isArray(schema.type)
        ? schema.type.find((one) => one !== 'null')
        : schema.type;
    if (schema.enum) return 'choice';
    if (type === 'object' || schema.properties) return 'object';
    if (type === 'array' || schema.items) return 'array';
    if (type === 'boolean') return 'boolean';
    if (type === 'integer' || type === 'number') return 'number';
    return 'text';
}

export function titleOf(schema: Schema, name: string): string {
    const title = schema['x-title'];
    return title ? inLanguage(title) : (schema.title ?? name.replaceAll('_', ' '));
}

export function helpOf(schema: Schema): string | undefined {
    const help = schema['x-help'];
    return help ? inLanguage(help) : schema.description;
}

export function labelOf(schema: Schema, value: string | number | boolean): string {
    const label = schema['x-labels']?.[String(value)];
    return label ? inLanguage(label) : String(value);
}

// An empty form: constants and defaults set, one empty row where the schema wants one.
export function emptyValue(given: Schema, root: Schema, depth = 0): Value {
    const schema = resolve(given, root);
    if (schema.const !== undefined) return schema.const;
    if (schema.default !== undefined) return schema.default;
    const kind = kindOf(schema);
    if (kind === 'boolean') return false;
    if (kind === 'array')
        return Array.from({ length: schema.minItems ?? 0 }, () =>
            emptyValue(schema.items ?? {}, root, depth + 1),
        );
    if (kind === 'object' && depth < refs_max)
        return Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, property]) => [
                name,
                emptyValue(property, root, depth + 1),
            ]),
        );
    return undefined;
}

// The example the author of the form gave; where there is none for a part, that part stays empty.
export function exampleValue(given: Schema, root: Schema, depth = 0): Value {
    const schema = resolve(given, root);
    const example = schema.examples?.[0];
    if (example !== undefined) return structuredClone(example);
    const kind = kindOf(schema);
    if (kind === 'array' && depth < refs_max) {
        const item = exampleValue(schema.items ?? {}, root, depth + 1);
        return isBlank(item) ? emptyValue(schema, root, depth) : [item];
    }
    if (kind === 'object' && depth < refs_max)
        return Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, property]) => [
                name,
                exampleValue(property, root, depth + 1),
            ]),
        );
    return emptyValue(schema, root, depth);
}

// What is sent: fields left empty are absent, so that the box says "missing", not "too short". A part
// that must be there stays, if only as {}, so that what is missing is said inside it.
export function filledIn(fields: Fields, given: Schema, root: Schema): Fields {
    const schema = resolve(given, root);
    const kept: Fields = {};
    for (const [name, value] of Object.entries(fields)) {
        const inner = resolve(schema.properties?.[name] ?? {}, root);
        const filled = prune(value, inner, root);
        if (filled !== undefined) kept[name] = filled;
        else if (kindOf(inner) === 'object' && schema.required?.includes(name))
            kept[name] = isFields(value) ? filledIn(value, inner, root) : {};
    }
    return kept;
}

const isFields = (value: Value): value is Fields =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

function prune(value: Value, schema: Schema, root: Schema): Value {
    if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
    if (Array.isArray(value)) return pruneRows(value, schema.items ?? {}, root);
    if (!isFields(value)) return value;
    const kept = filledIn(value, schema, root);
    return isBlank(kept) ? undefined : kept;
}

// Unticked boxes alone do not make a part of the form filled in.
function isBlank(value: Value): boolean {
    if (isFields(value)) return Object.values(value).every(isBlank);
    return value === undefined || value === false;
}

// A row keeps its place, also when it is empty, so that the box's errors point at the right one.
function pruneRows(rows: Value[], items: Schema, root: Schema): Value {
    const kept = rows.map((row) =>
        isFields(row) ? filledIn(row, items, root) : (prune(row, items, root) ?? ''),
    );
    while (kept.at(-1) === '') kept.pop();
    return kept.length > 0 ? kept : undefined;
}

// The name people know of the field at `pointer`, or nothing when the form has no such field.
export function titleAt(root: Schema, pointer: string): string | undefined {
    let schema = root;
    let title: string | undefined;
    for (const coded of pointer.split('/').slice(1)) {
        const name = coded.replaceAll('~1', '/').replaceAll('~0', '~');
        const next = schema.properties?.[name] ?? (/^\d+$/.test(name) ? schema.items : undefined);
        if (!next) return undefined;
        schema = resolve(next, root);
        title = /^\d+$/.test(name)
            ? `${title ?? ''} ${String(Number(name) + 1)}`
            : titleOf(schema, name);
    }
    return title;
}

// Codes are written in capitals; who types "rssmra80..." means them.
export function capitals(schema: Schema, text: string): string {
    if (!schema.pattern) return text;
    try {
        const pattern = new RegExp(schema.pattern, 'u');
        const upper = text.trim().toUpperCase();
        return !pattern.test(text) && pattern.test(upper) ? upper : text;
    } catch {
        return text; // A pattern of another dialect: the box knows it.
    }
}

// A JSON pointer's name for one more step (RFC 6901).
export function step(pointer: string, name: string | number): string {
    return `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
