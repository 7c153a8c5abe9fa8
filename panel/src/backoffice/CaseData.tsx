// src/backoffice/CaseData.tsx -- the case behind a task: what was declared, and its papers. The look is
// audited, so it is shown to who asks for it.
import { Button } from 'design-react-kit';
import { useState } from 'react';
import { answer, box } from '../api/client';
import { useCommand } from '../api/command';
import type { Case, Procedure } from '../api/types';
import type { Schema, Value } from '../form/schema';
import { say } from '../texts/texts';
import { CaseDocuments } from '../ui/CaseDocuments';
import { FailureNotice } from '../ui/Notices';
import { Declared } from './Declared';

interface Read {
    found: Case;
    procedure: Procedure;
}

async function readCase(id: number): Promise<Read> {
    const found = await answer(box.GET('/cases/{id}', { params: { path: { id } } }));
    const path = { id: found.procedure };
    const procedure = await answer(box.GET('/procedures/{id}', { params: { path } }));
    return { found, procedure };
}

export function CaseData({ id }: { id: number }) {
    const [read, setRead] = useState<Read | null>(null);
    const look = useCommand(readCase);

    if (!read)
        return (
            <div className="case-ask">
                <Button
                    color="primary"
                    outline
                    size="xs"
                    disabled={look.busy}
                    onClick={async () => {
                        const done = await look.run(id);
                        if (done) setRead(done.reply);
                    }}
                >
                    {say('casedata.open')}
                </Button>
                <small>{say('history.audited')}</small>
                <FailureNotice failure={look.failure} />
            </div>
        );
    const { found, procedure } = read;
    const form = procedure.form as Schema;
    return (
        <section className="case-data" aria-label={say('casedata.title')}>
            <h3 className="h6">{say('casedata.title')}</h3>
            <Declared value={found.data as Value} schema={form} root={form} />
            <CaseDocuments of={found} />
        </section>
    );
}
