// src/ui/DemoRibbon.tsx -- says on every page that nothing here is real, in a demo town.
import { say } from '../texts/texts';
import { useTown } from '../town/town';

export function DemoRibbon() {
    const { demo } = useTown();
    if (!demo) return null;
    return (
        <aside className="demo-ribbon" aria-label={say('demo.label')}>
            <strong>{say('demo.facsimile')}</strong>
            <span>{say('demo.demo')}</span>
        </aside>
    );
}
