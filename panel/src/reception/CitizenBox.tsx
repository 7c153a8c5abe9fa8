// src/reception/CitizenBox.tsx -- the citizen's language; telephone and tax code where they serve, and
// the contacts of before, for a reason.
import { say } from '../texts/texts';
import { OneOf } from '../ui/Choice';
import { Field } from '../ui/Field';
import type { CitizenState } from './citizen';
import { History } from './History';

export const languages = [
    { value: 'it', label: 'Italiano', lang: 'it' },
    { value: 'en', label: 'English', lang: 'en' },
] as const;

export function CitizenBox({ state: { citizen, change } }: { state: CitizenState }) {
    return (
        <div className="citizen">
            <OneOf
                label={say('citizen.language')}
                value={citizen.language}
                options={[...languages]}
                onChange={(language) => {
                    change({ language });
                }}
            />
            <details>
                <summary>{say('citizen.before')}</summary>
                <Field
                    label={say('citizen.phone')}
                    value={citizen.phone}
                    type="tel"
                    maxLength={20}
                    autoComplete="off"
                    onChange={(phone) => {
                        change({ phone });
                    }}
                />
                <Field
                    label={say('citizen.taxcode')}
                    value={citizen.tax_code}
                    maxLength={16}
                    autoComplete="off"
                    autoCapitalize="characters"
                    help={say('citizen.taxcode.help')}
                    onChange={(typed) => {
                        change({ tax_code: typed.toUpperCase() });
                    }}
                />
                <History phone={citizen.phone.trim()} taxCode={citizen.tax_code.trim()} />
            </details>
        </div>
    );
}
