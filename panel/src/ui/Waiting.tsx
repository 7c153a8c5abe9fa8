// src/ui/Waiting.tsx -- a page that has nothing to show yet.
import { Spinner } from 'design-react-kit';

export function Waiting({ text }: { text: string }) {
    return (
        <main className="waiting-page">
            <Spinner active />
            <p role="status">{text}</p>
        </main>
    );
}
