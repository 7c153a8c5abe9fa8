// src/operator/CaseForm.tsx -- opens a case: the procedure's form, sent once, answered or explained.
import { Button } from 'design-react-kit';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { answer, box, Refused } from '../api/client';
import { useCommand } from '../api/command';
import type { Case, Procedure } from '../api/types';
import { SchemaForm } from '../form/SchemaForm';
import {
    emptyValue,
    exampleValue,
    filledIn,
    type Fields,
    type Schema,
    type Value,
} from '../form/schema';
import { inLanguage, say } from '../texts/texts';
import { useTown } from '../town/town';
import { FailureNotice } from '../ui/Notices';

interface Props {
    procedure: Procedure;
    ticket?: number;
    onDone: (done: Case) => void;
    onBack: () => void;
}

interface Body {
    procedure: string;
    ticket?: number;
    data: Fields;
}

export function CaseForm({ procedure, ticket, onDone, onBack }: Props) {
    const { demo } = useTown();
    const form = procedure.form as Schema;
    const [value, setValue] = useState<Value>(() => emptyValue(form, form));
    const heading = useRef<HTMLHeadingElement>(null);
    const open = useCommand((body: Body, key) =>
        answer(box.POST('/cases', { body, params: { header: { 'Idempotency-Key': key } } })),
    );
    const problem = open.failure instanceof Refused ? open.failure.problem : null;

    useEffect(() => heading.current?.focus(), []);

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        const data = filledIn(value as Fields, form, form);
        const done = await open.run({ procedure: procedure.id, ticket, data });
        if (done) onDone(done.reply);
    };

    return (
        <form className="case-form" onSubmit={submit} noValidate>
            <header>
                <h2 className="h4" ref={heading} tabIndex={-1}>
                    {inLanguage(procedure.title)}
                </h2>
                {demo && (
                    <Button
                        type="button"
                        color="secondary"
                        outline
                        size="xs"
                        onClick={() => {
                            setValue(exampleValue(form, form));
                        }}
                    >
                        {say('form.example')}
                    </Button>
                )}
            </header>
            <SchemaForm schema={form} value={value} onChange={setValue} problem={problem} />
            {!problem && <FailureNotice failure={open.failure} />}
            <p role="status" className="desk-retrying">
                {open.retrying ? say('form.retrying') : ''}
            </p>
            <footer>
                <Button type="submit" color="primary" disabled={open.busy}>
                    {say(open.busy ? 'form.sending' : 'form.submit')}
                </Button>
                <Button type="button" color="primary" outline disabled={open.busy} onClick={onBack}>
                    {say('form.back')}
                </Button>
            </footer>
        </form>
    );
}
