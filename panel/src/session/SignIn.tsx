// src/session/SignIn.tsx -- name and password.
import { Button } from 'design-react-kit';
import { useState, type FormEvent } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import { say } from '../texts/texts';
import { Field } from '../ui/Field';
import { useTitle } from '../ui/hooks';
import { FailureNotice } from '../ui/Notices';
import { useSession } from './person';
import { leaveTrace } from './trace';

export function SignIn() {
    useTitle(say('signin.title'));
    const { check } = useSession();
    const [user, setUser] = useState('');
    const [password, setPassword] = useState('');
    const enter = useCommand((body: { user: string; password: string }) =>
        answer(box.POST('/sessions', { body })),
    );

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (!(await enter.run({ user: user.trim(), password }))) return;
        leaveTrace();
        await check();
    };

    return (
        <form onSubmit={submit} noValidate>
            <h1 className="h3">{say('signin.title')}</h1>
            <p className="text-secondary">{say('signin.lead')}</p>
            <FailureNotice failure={enter.failure} />
            <Field
                label={say('signin.user')}
                value={user}
                onChange={setUser}
                autoComplete="username"
                autoCapitalize="none"
            />
            <Field
                label={say('signin.password')}
                value={password}
                onChange={setPassword}
                type="password"
                autoComplete="current-password"
            />
            <Button color="primary" type="submit" block disabled={enter.busy || !user || !password}>
                {say('signin.enter')}
            </Button>
        </form>
    );
}
