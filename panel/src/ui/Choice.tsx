// src/ui/Choice.tsx -- small controls of the forms at the reception and in the offices: a tick, one of
// few, a longer text. Labelled, with help and error tied to them.
import { useId, type ReactNode, type TextareaHTMLAttributes } from 'react';
import { describedBy, FieldFrame } from './Field';

interface TickProps {
    label: ReactNode;
    help?: string;
    checked: boolean;
    onChange: (checked: boolean) => void;
}

export function Tick({ label, help, checked, onChange }: TickProps) {
    const id = useId();
    return (
        <div className="tick">
            <input
                id={id}
                type="checkbox"
                checked={checked}
                aria-describedby={describedBy(id, help)}
                onChange={(event) => {
                    onChange(event.target.checked);
                }}
            />
            <label htmlFor={id}>{label}</label>
            {help && <small id={`${id}-help`}>{help}</small>}
        </div>
    );
}

interface OneOfProps<T extends string> {
    label: string;
    value: T | null;
    options: { value: T; label: string; lang?: string }[];
    onChange: (value: T) => void;
}

export function OneOf<T extends string>({ label, value, options, onChange }: OneOfProps<T>) {
    const name = useId();
    return (
        <fieldset className="one-of">
            <legend>{label}</legend>
            {options.map((option) => (
                <label key={option.value} lang={option.lang}>
                    <input
                        type="radio"
                        name={name}
                        checked={option.value === value}
                        onChange={() => {
                            onChange(option.value);
                        }}
                    />
                    <span>{option.label}</span>
                </label>
            ))}
        </fieldset>
    );
}

interface LongTextProps extends Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'onChange' | 'value'
> {
    label: string;
    value: string;
    onChange: (value: string) => void;
    help?: string;
    error?: string;
}

export function LongText({ label, value, onChange, help, error, ...rest }: LongTextProps) {
    const id = useId();
    return (
        <FieldFrame id={id} label={label} help={help} error={error} required={rest.required}>
            <textarea
                id={id}
                className="form-control"
                rows={3}
                value={value}
                onChange={(event) => {
                    onChange(event.target.value);
                }}
                aria-invalid={error !== undefined}
                aria-describedby={describedBy(id, help, error)}
                {...rest}
            />
        </FieldFrame>
    );
}

interface SelectProps {
    label: string;
    value: string;
    options: { value: string; label: string }[];
    onChange: (value: string) => void;
}

export function Select({ label, value, options, onChange }: SelectProps) {
    const id = useId();
    return (
        <FieldFrame id={id} label={label}>
            <select
                id={id}
                className="form-select"
                value={value}
                onChange={(event) => {
                    onChange(event.target.value);
                }}
            >
                {options.map((option) => (
                    <option key={option.value} value={option.value}>
                        {option.label}
                    </option>
                ))}
            </select>
        </FieldFrame>
    );
}
