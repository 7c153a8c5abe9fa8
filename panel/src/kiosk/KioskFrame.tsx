// src/kiosk/KioskFrame.tsx -- what stays on every screen of the kiosk.
import { Icon } from 'design-react-kit';
import type { ReactNode } from 'react';
import { say } from '../texts/texts';
import { useTown } from '../town/town';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { LostBand } from '../ui/Notices';

interface Props {
    lostSince: Date | null;
    onHome?: () => void;
    children: ReactNode;
}

export function KioskFrame({ lostSince, onHome, children }: Props) {
    const town = useTown();
    return (
        <div className="kiosk">
            <header className="kiosk-header">
                <Icon icon="it-pa" color="white" size="xl" />
                <p>
                    <span>{say('town.comune')}</span>
                    <strong>{town.name}</strong>
                </p>
                {onHome && (
                    <button type="button" className="kiosk-home" onClick={onHome}>
                        <Icon icon="it-arrow-left" color="white" />
                        {say('kiosk.home')}
                    </button>
                )}
                <LanguageSwitch remember={false} />
            </header>
            <LostBand since={lostSince} kept={say('lost.kiosk')} />
            <main className="kiosk-main">{children}</main>
        </div>
    );
}
