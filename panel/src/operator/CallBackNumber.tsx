// src/operator/CallBackNumber.tsx -- the telephone of who is to be called back, shown when asked for.
import { Button, Icon } from 'design-react-kit';
import { useState } from 'react';
import { answer, box } from '../api/client';
import type { Failure } from '../api/command';
import { say } from '../texts/texts';
import { FailureNotice } from '../ui/Notices';

// Looking is audited.
async function phoneOf(id: number): Promise<string | null> {
    return (await answer(box.GET('/contacts/{id}', { params: { path: { id } } }))).phone;
}

export function CallBackNumber({ contact }: { contact: number }) {
    const [phone, setPhone] = useState<string | null | undefined>(undefined);
    const [failure, setFailure] = useState<Failure | null>(null);
    if (phone)
        return (
            <p className="current-phone">
                <Icon icon="it-telephone" color="primary" size="sm" />
                <a href={`tel:${phone}`}>{phone}</a>
            </p>
        );
    return (
        <>
            {phone === null && <p className="current-phone">{say('desk.nophone')}</p>}
            {phone === undefined && (
                <Button
                    color="primary"
                    outline
                    size="xs"
                    onClick={() => {
                        phoneOf(contact).then(setPhone, setFailure);
                    }}
                >
                    {say('desk.phone')}
                </Button>
            )}
            <FailureNotice failure={failure} />
        </>
    );
}
