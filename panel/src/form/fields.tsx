// src/form/fields.tsx -- the fields that hold one value.
import { say } from '../texts/texts';
import { describedBy, FieldFrame } from '../ui/Field';
import { useErrorAt } from './context';
import { idOf, type Part } from './Drawn';
import { capitals, helpOf, labelOf, titleOf } from './schema';

const longText = 200; // From this maxLength on, people get a box of several lines.
const inputTypes: Record<string, string> = { date: 'date', email: 'email', time: 'time' };

const asText = (value: Part['value']): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function useField({ schema, pointer, name, required }: Part) {
    const id = idOf(pointer);
    const help = helpOf(schema);
    const error = useErrorAt(pointer);
    const frame = { id, label: titleOf(schema, name), help, error, required };
    const control = {
        id,
        'aria-required': required,
        'aria-invalid': error !== undefined,
        'aria-describedby': describedBy(id, help, error),
    };
    return { frame, control };
}

export function TextField(part: Part) {
    const { schema, value, onChange } = part;
    const { frame, control } = useField(part);
    const text = asText(value);
    const shared = {
        ...control,
        className: 'form-control',
        value: text,
        maxLength: schema.maxLength,
        autoComplete: 'off',
        onBlur: () => {
            const meant = capitals(schema, text);
            if (meant !== text) onChange(meant);
        },
    };
    const type = inputTypes[schema.format ?? ''] ?? 'text';
    return (
        <FieldFrame {...frame}>
            {type === 'text' && (schema.maxLength ?? 0) >= longText ? (
                <textarea
                    {...shared}
                    rows={3}
                    onChange={(event) => {
                        onChange(event.target.value);
                    }}
                />
            ) : (
                <input
                    {...shared}
                    type={type}
                    onChange={(event) => {
                        onChange(event.target.value);
                    }}
                />
            )}
        </FieldFrame>
    );
}

export function NumberField(part: Part) {
    const { value, onChange } = part;
    const { frame, control } = useField(part);
    return (
        <FieldFrame {...frame}>
            <input
                {...control}
                className="form-control"
                inputMode="decimal"
                autoComplete="off"
                value={asText(value)}
                onChange={(event) => {
                    const text = event.target.value;
                    // What is not a number is kept as typed: the box says what is wrong with it.
                    const whole = /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/.test(text.trim());
                    onChange(whole ? Number(text) : text);
                }}
            />
        </FieldFrame>
    );
}

export function Choice(part: Part) {
    const { schema, value, onChange } = part;
    const { frame, control } = useField(part);
    const choices = schema.enum ?? [];
    return (
        <FieldFrame {...frame}>
            <select
                {...control}
                className="form-select"
                value={choices.findIndex((choice) => choice === value)}
                onChange={(event) => {
                    onChange(choices[Number(event.target.value)]);
                }}
            >
                <option value={-1}>{say('form.choose')}</option>
                {choices.map((choice, at) => (
                    <option key={String(choice)} value={at}>
                        {labelOf(schema, choice)}
                    </option>
                ))}
            </select>
        </FieldFrame>
    );
}

export function Checkbox(part: Part) {
    const { schema, name, value, onChange } = part;
    const { frame, control } = useField(part);
    return (
        <div className={frame.error ? 'field field-check field-wrong' : 'field field-check'}>
            <div className="form-check">
                <input
                    {...control}
                    type="checkbox"
                    checked={value === true}
                    onChange={(event) => {
                        onChange(event.target.checked);
                    }}
                />
                <label htmlFor={frame.id}>{titleOf(schema, name)}</label>
            </div>
            {frame.help && (
                <small className="form-text" id={`${frame.id}-help`}>
                    {frame.help}
                </small>
            )}
            {frame.error && (
                <p className="field-error" id={`${frame.id}-error`}>
                    {frame.error}
                </p>
            )}
        </div>
    );
}
