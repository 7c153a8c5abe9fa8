// src/operator/CallBackNumber.tsx -- the telephone of who is to be called back, shown when asked for.
import { Button, Icon } from 'design-react-kit';
import { useState } from 'react';
import { answer, box } from '../api/client';
import type { Failure } from '../api/command';
import { say } from '../texts/texts';
import { FailureNotice } from '../ui/Notices';

const pages_max = 20;

// The contacts of today, page by page, until the one is found.
async function phoneOf(contact: number): Promise<string | null> {
    let after: string | undefined;
    for (let page = 0; page < pages_max; page += 1) {
        const query = { limit: 100, after };
        const got = await answer(box.GET('/contacts', { params: { query } }));
        const found = got.items.find((one) => one.id === contact);
        if (found) return found.phone;
        if (!got.next) return null;
        after = got.next;
    }
    return null;
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
