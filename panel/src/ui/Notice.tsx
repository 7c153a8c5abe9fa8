// src/ui/Notice.tsx -- a box of the kit's look that is there at once and read aloud when it appears.
import type { ReactNode } from 'react';

interface Props {
    kind: 'danger' | 'warning' | 'info';
    children: ReactNode;
}

export function Notice({ kind, children }: Props) {
    return (
        <div className={`alert alert-${kind} notice`} role={kind === 'info' ? 'status' : 'alert'}>
            {children}
        </div>
    );
}
