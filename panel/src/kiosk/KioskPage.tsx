// src/kiosk/KioskPage.tsx -- the totem at the entrance: what do you need, here is your number.
import { useCallback, useEffect, useState } from 'react';
import { DeviceGate } from '../session/DeviceGate';
import { say, setLanguage } from '../texts/texts';
import { useTitle } from '../ui/hooks';
import { AreaScreen } from './AreaScreen';
import { ConfirmScreen } from './ConfirmScreen';
import { HomeScreen } from './HomeScreen';
import { IdleGuard } from './IdleGuard';
import { KioskFrame } from './KioskFrame';
import { SearchScreen } from './SearchScreen';
import { TicketScreen } from './TicketScreen';
import type { Step } from './steps';
import { useCatalogue } from './useCatalogue';

export function KioskPage() {
    useTitle(say('kiosk.title'));
    return (
        <DeviceGate page="kiosk">
            {(unauthorised) => <Kiosk unauthorised={unauthorised} />}
        </DeviceGate>
    );
}

function Kiosk({ unauthorised }: { unauthorised: () => void }) {
    const [step, setStep] = useState<Step>({ at: 'home' });
    const house = useCatalogue(unauthorised);

    // The next citizen starts anew, in Italian.
    const home = useCallback(() => {
        setStep({ at: 'home' });
        setLanguage('it');
    }, []);
    useEffect(() => {
        window.scrollTo(0, 0);
    }, [step]);

    const screen = () => {
        switch (step.at) {
            case 'home':
                return <HomeScreen house={house} onStep={setStep} />;
            case 'area':
                return <AreaScreen house={house} area={step.area} onStep={setStep} />;
            case 'search':
                return <SearchScreen onStep={setStep} />;
            case 'confirm':
                return (
                    <ConfirmScreen
                        choice={step.choice}
                        counts={house.counts}
                        unauthorised={unauthorised}
                        onStep={setStep}
                    />
                );
            case 'ticket':
                return (
                    <TicketScreen issued={step.ticket} unauthorised={unauthorised} onEnd={home} />
                );
        }
    };

    return (
        <KioskFrame
            lostSince={house.lostSince}
            onHome={step.at === 'home' || step.at === 'ticket' ? undefined : home}
        >
            {screen()}
            {step.at !== 'home' && step.at !== 'ticket' && <IdleGuard onIdle={home} />}
        </KioskFrame>
    );
}
