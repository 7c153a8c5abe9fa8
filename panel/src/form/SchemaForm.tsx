// src/form/SchemaForm.tsx -- a procedure's form, with each error of the box at its field.
import { useEffect, useRef } from 'react';
import type { Problem } from '../api/types';
import { say } from '../texts/texts';
import { Drawn, idOf } from './Drawn';
import { FormContext } from './context';
import { titleAt, type Fields, type Schema, type Value } from './schema';
import { Notice } from '../ui/Notice';

interface Props {
    schema: Schema;
    value: Value;
    onChange: (value: Value) => void;
    problem: Problem | null;
}

const top = '/data'; // Where the form's data is in the body of POST /cases.

export function SchemaForm({ schema, value, onChange, problem }: Props) {
    const summary = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (problem) summary.current?.focus();
    }, [problem]);

    return (
        <FormContext.Provider value={{ root: schema, errors: problem?.errors ?? [] }}>
            <div ref={summary} tabIndex={-1} className="form-summary">
                {problem && <Summary problem={problem} schema={schema} />}
            </div>
            <Drawn
                schema={schema}
                pointer={top}
                name=""
                required
                value={value as Fields}
                onChange={onChange}
            />
        </FormContext.Provider>
    );
}

// Each line leads to its field; a line whose field is not drawn is read here.
function Summary({ problem, schema }: { problem: Problem; schema: Schema }) {
    return (
        <Notice kind="danger">
            <strong>{problem.detail}</strong>
            <ul className="mb-0">
                {(problem.errors ?? []).map((error, at) => (
                    <li key={at}>
                        <a
                            href={`#${idOf(error.pointer)}`}
                            onClick={(event) => {
                                event.preventDefault();
                                document.getElementById(idOf(error.pointer))?.focus();
                            }}
                        >
                            {`${titleAt(schema, error.pointer.slice(top.length)) ?? say('form.thisfield')}:`}
                        </a>
                        {` ${error.detail}`}
                    </li>
                ))}
            </ul>
        </Notice>
    );
}
