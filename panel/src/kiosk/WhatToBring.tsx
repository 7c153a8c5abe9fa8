// src/kiosk/WhatToBring.tsx -- the papers for all that was chosen, each named once.
import { Icon } from 'design-react-kit';
import type { Procedure } from '../api/types';
import { inLanguage, say } from '../texts/texts';

export function WhatToBring({ procedures }: { procedures: Procedure[] }) {
    const papers = procedures.flatMap((one) => one.documents);
    const each = papers.filter((one, at) => papers.findIndex(({ it }) => it === one.it) === at);
    if (each.length === 0) return null;
    return (
        <section aria-labelledby="kiosk-documents" className="kiosk-documents">
            <h2 id="kiosk-documents">{say('kiosk.documents')}</h2>
            <ul>
                {each.map((document) => (
                    <li key={document.it}>
                        <Icon icon="it-check" color="success" />
                        {inLanguage(document)}
                    </li>
                ))}
            </ul>
        </section>
    );
}
