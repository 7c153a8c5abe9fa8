// src/public/CasePage.tsx -- the page behind the QR of a receipt: how far a case is, in plain words.
import { useParams } from 'react-router-dom';
import { answer, box } from '../api/client';
import type { PublicCase } from '../api/types';
import { inLanguage, longDay, say, sayCount } from '../texts/texts';
import { useTitle } from '../ui/hooks';
import { PublicFrame } from './PublicFrame';
import { usePublic } from './usePublic';

const read = (code: string): Promise<PublicCase> =>
    answer(box.GET('/public/cases/{code}', { params: { path: { code } } }));

export function CasePage() {
    const { code = '' } = useParams();
    useTitle(say('publiccase.title'));
    return (
        <PublicFrame
            seen={usePublic(read, code)}
            unknown={{ title: 'publiccase.unknown', why: 'publiccase.unknown.why' }}
        >
            {(found) => <CaseSheet found={found} />}
        </PublicFrame>
    );
}

const way = ['accepted', 'ready', 'delivered'] as const;

function CaseSheet({ found }: { found: PublicCase }) {
    const { state } = found;
    // How far along the way; a case concluded at the counter has no way to go.
    const reached = state === 'suspended' ? 0 : way.findIndex((one) => one === state);
    const awaited = state === 'accepted' || state === 'suspended';
    return (
        <>
            <h1 className="h4">{inLanguage(found.procedure)}</h1>
            <p className={`sheet-state sheet-${state}`} aria-live="polite">
                {say(`publiccase.${state}`)}
            </p>
            <p className="sheet-what">{say(`publiccase.${state}.what`)}</p>
            {found.papers_missing > 0 && (
                <p className="sheet-missing">
                    {sayCount('publiccase.papers', found.papers_missing)}
                </p>
            )}
            {reached >= 0 && (
                <ol className="sheet-way" aria-label={say('publiccase.way')}>
                    {way.map((one, at) => (
                        <li
                            key={one}
                            className={at <= reached ? 'reached' : undefined}
                            aria-current={at === reached ? 'step' : undefined}
                        >
                            {say(`publiccase.way.${one}`)}
                        </li>
                    ))}
                </ol>
            )}
            <dl className="sheet-facts">
                <div>
                    <dt>{say('publiccase.office')}</dt>
                    <dd>{inLanguage(found.office)}</dd>
                </div>
                <div>
                    <dt>{say('publiccase.opened')}</dt>
                    <dd>{longDay(found.opened_on)}</dd>
                </div>
                {found.due_on && awaited && (
                    <div>
                        <dt>{say('publiccase.due')}</dt>
                        <dd>
                            {state === 'suspended'
                                ? say('publiccase.due.stands')
                                : longDay(found.due_on)}
                        </dd>
                    </div>
                )}
                {found.protocol && (
                    <div>
                        <dt>{say('case.protocol')}</dt>
                        <dd>{`${found.protocol.number}/${String(found.protocol.year)}`}</dd>
                    </div>
                )}
            </dl>
        </>
    );
}
