// src/form/Drawn.tsx -- draws one part of a form, whatever its kind, and what is inside it.
import { Button, Icon } from 'design-react-kit';
import { say } from '../texts/texts';
import { useErrorAt, useForm } from './context';
import { Checkbox, Choice, NumberField, TextField } from './fields';
import {
    emptyValue,
    helpOf,
    kindOf,
    resolve,
    step,
    titleOf,
    type Fields,
    type Schema,
    type Value,
} from './schema';

export interface Part {
    schema: Schema;
    pointer: string;
    name: string;
    required: boolean;
    value: Value;
    onChange: (value: Value) => void;
}

export const idOf = (pointer: string): string => `field${pointer}`;

export function Drawn(part: Part) {
    const { root } = useForm();
    const schema = resolve(part.schema, root);
    if (schema.const !== undefined) return null;
    const known = { ...part, schema };
    switch (kindOf(schema)) {
        case 'object':
            return <ObjectPart {...known} />;
        case 'array':
            return <ArrayPart {...known} />;
        case 'boolean':
            return <Checkbox {...known} />;
        case 'number':
            return <NumberField {...known} />;
        case 'choice':
            return <Choice {...known} />;
        case 'text':
            return <TextField {...known} />;
    }
}

function ObjectPart({ schema, pointer, name, value, onChange }: Part) {
    const error = useErrorAt(pointer);
    const fields: Fields =
        typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
    const inside = Object.entries(schema.properties ?? {}).map(([key, property]) => (
        <Drawn
            key={key}
            schema={property}
            pointer={step(pointer, key)}
            name={key}
            required={schema.required?.includes(key) ?? false}
            value={fields[key]}
            onChange={(changed) => {
                onChange({ ...fields, [key]: changed });
            }}
        />
    ));
    if (name === '') return <div className="form-grid">{inside}</div>;
    return (
        <fieldset className="form-part" id={idOf(pointer)} tabIndex={-1}>
            <legend>{titleOf(schema, name)}</legend>
            {helpOf(schema) && <p className="form-text">{helpOf(schema)}</p>}
            {error && <p className="field-error">{error}</p>}
            <div className="form-grid">{inside}</div>
        </fieldset>
    );
}

function ArrayPart({ schema, pointer, name, value, onChange }: Part) {
    const { root } = useForm();
    const error = useErrorAt(pointer);
    const rows = Array.isArray(value) ? value : [];
    const items = resolve(schema.items ?? {}, root);
    const title = titleOf(schema, name);
    const full = schema.maxItems !== undefined && rows.length >= schema.maxItems;
    return (
        <fieldset className="form-part" id={idOf(pointer)} tabIndex={-1}>
            <legend>{title}</legend>
            {helpOf(schema) && <p className="form-text">{helpOf(schema)}</p>}
            {error && <p className="field-error">{error}</p>}
            {rows.map((row, at) => (
                <div className="form-row-item" key={at}>
                    <Drawn
                        schema={{
                            'x-title': {
                                it: `${title} ${String(at + 1)}`,
                                en: `${title} ${String(at + 1)}`,
                            },
                            ...items,
                        }}
                        pointer={step(pointer, at)}
                        name={String(at + 1)}
                        required
                        value={row}
                        onChange={(changed) => {
                            onChange(rows.map((one, other) => (other === at ? changed : one)));
                        }}
                    />
                    <Button
                        type="button"
                        color="danger"
                        outline
                        size="xs"
                        onClick={() => {
                            onChange(rows.filter((_, other) => other !== at));
                        }}
                    >
                        <Icon icon="it-delete" size="sm" color="danger" />
                        {say('form.remove', { title, number: at + 1 })}
                    </Button>
                </div>
            ))}
            <Button
                type="button"
                color="primary"
                outline
                size="xs"
                disabled={full}
                onClick={() => {
                    onChange([...rows, emptyValue(items, root)]);
                }}
            >
                <Icon icon="it-plus" size="sm" color="primary" />
                {say('form.add', { title })}
            </Button>
        </fieldset>
    );
}
