// src/ui/CaseDocuments.tsx -- the papers of a case, each a PDF in a window of its own.
import { Icon } from 'design-react-kit';
import type { Case } from '../api/types';
import { say } from '../texts/texts';

export function CaseDocuments({ of }: { of: Case }) {
    return (
        <ul className="case-documents">
            {of.documents.map((document) => (
                <li key={document.number}>
                    <a
                        href={`/api/v1/cases/${String(of.id)}/documents/${String(document.number)}`}
                        target="_blank"
                        rel="noreferrer"
                    >
                        <Icon icon="it-file-pdf" color="primary" size="sm" />
                        {document.title}
                        <span className="visually-hidden"> {say('case.newwindow')}</span>
                    </a>
                </li>
            ))}
        </ul>
    );
}
