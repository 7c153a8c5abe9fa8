// src/ui/Field.tsx -- one labelled input, with its help and its error tied to it for everybody.
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { say } from '../texts/texts';

interface Frame {
    id: string;
    label: string;
    help?: string;
    error?: string;
    required?: boolean;
    children: ReactNode;
}

// Label, help and error around any control; the control must carry describedBy() and the id.
export function FieldFrame({ id, label, help, error, required, children }: Frame) {
    return (
        <div className={error ? 'field field-wrong' : 'field'}>
            <label className="form-label" htmlFor={id}>
                {label}
                {required === false && <span className="optional"> {say('form.optional')}</span>}
            </label>
            {children}
            {help && (
                <small className="form-text" id={`${id}-help`}>
                    {help}
                </small>
            )}
            {error && (
                <p className="field-error" id={`${id}-error`}>
                    {error}
                </p>
            )}
        </div>
    );
}

export function describedBy(id: string, help?: string, error?: string): string | undefined {
    const parts = [error && `${id}-error`, help && `${id}-help`].filter(Boolean);
    return parts.length > 0 ? parts.join(' ') : undefined;
}

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
    label: string;
    value: string;
    onChange: (value: string) => void;
    help?: string;
    error?: string;
}

export function Field({ label, value, onChange, help, error, id, ...rest }: Props) {
    const made = useId();
    const own = id ?? made;
    return (
        <FieldFrame id={own} label={label} help={help} error={error}>
            <input
                id={own}
                className="form-control"
                value={value}
                onChange={(event) => {
                    onChange(event.target.value);
                }}
                aria-invalid={error !== undefined}
                aria-describedby={describedBy(own, help, error)}
                {...rest}
            />
        </FieldFrame>
    );
}
