// src/ui/LanguageSwitch.tsx -- Italian or English, each named in its own words.
import { setLanguage, useLanguage, type Language } from '../texts/texts';

const names: Record<Language, string> = { it: 'Italiano', en: 'English' };

export function LanguageSwitch({ remember }: { remember: boolean }) {
    const current = useLanguage();
    return (
        <div className="language-switch" role="group" aria-label={`${names.it} · ${names.en}`}>
            {(['it', 'en'] as const).map((language) => (
                <button
                    key={language}
                    type="button"
                    lang={language}
                    aria-pressed={language === current}
                    onClick={() => {
                        setLanguage(language, remember);
                    }}
                >
                    {names[language]}
                </button>
            ))}
        </div>
    );
}
