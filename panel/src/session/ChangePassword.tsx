// src/session/ChangePassword.tsx -- a password given by an administrator is changed before anything.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { answer, box, Refused } from '../api/client';
import { useCommand } from '../api/command';
import { say } from '../texts/texts';
import { Field } from '../ui/Field';
import { useTitle } from '../ui/hooks';
import { FailureNotice } from '../ui/Notices';
import { useSession } from './person';

const shortest = 12; // The contract's minLength.

export function ChangePassword() {
    useTitle(say('password.title'));
    const { person, check } = useSession();
    const [current, setCurrent] = useState('');
    const [fresh, setFresh] = useState('');
    const [repeated, setRepeated] = useState('');
    const change = useCommand((body: { current: string; new: string }) =>
        answer(box.PUT('/me/password', { body })),
    );
    const wrong = change.failure instanceof Refused ? (change.failure.problem.errors ?? []) : [];
    const errorAt = (pointer: string) => wrong.find((one) => one.pointer === pointer)?.detail;
    const differs = repeated !== '' && repeated !== fresh;

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (await change.run({ current, new: fresh })) await check();
    };

    return (
        <form onSubmit={submit} noValidate>
            <h1 className="h3">{say('password.title')}</h1>
            <p className="text-secondary">{say('password.lead', { name: person?.name ?? '' })}</p>
            <FailureNotice failure={change.failure} />
            <Field
                label={say('password.current')}
                value={current}
                onChange={setCurrent}
                type="password"
                autoComplete="current-password"
                error={errorAt('/current')}
            />
            <Field
                label={say('password.new')}
                help={say('password.help', { shortest })}
                value={fresh}
                onChange={setFresh}
                type="password"
                autoComplete="new-password"
                error={errorAt('/new')}
            />
            <Field
                label={say('password.again')}
                value={repeated}
                onChange={setRepeated}
                type="password"
                autoComplete="new-password"
                error={differs ? say('password.differs') : undefined}
            />
            <Button
                color="primary"
                type="submit"
                block
                disabled={change.busy || !current || fresh.length < shortest || repeated !== fresh}
            >
                {say('password.change')}
            </Button>
        </form>
    );
}
