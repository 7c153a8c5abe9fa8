// src/kiosk/KioskPage.tsx -- the totem at the entrance: what do you need, here is your number.
import { useCallback, useEffect, useState } from 'react';
import type { ProcedureSummary } from '../api/types';
import { DeviceGate } from '../session/DeviceGate';
import { say, setLanguage } from '../texts/texts';
import { useTitle } from '../ui/hooks';
import { AreaScreen } from './AreaScreen';
import { ArrivalScreen } from './ArrivalScreen';
import { BookedScreen } from './BookedScreen';
import { ConfirmScreen } from './ConfirmScreen';
import { HomeScreen } from './HomeScreen';
import { IdleGuard } from './IdleGuard';
import { KioskFrame } from './KioskFrame';
import { SearchScreen } from './SearchScreen';
import { SlotsScreen } from './SlotsScreen';
import { ended, type Step } from './steps';
import { TicketScreen } from './TicketScreen';
import { useCatalogue } from './useCatalogue';
import { withWish, type Wish } from './visit';

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
    const [visit, setVisit] = useState<Wish[]>([]);
    const house = useCatalogue(unauthorised);

    // The next citizen starts anew, in Italian.
    const home = useCallback(() => {
        setStep({ at: 'home' });
        setVisit([]);
        setLanguage('it');
    }, []);
    useEffect(() => {
        window.scrollTo(0, 0);
    }, [step]);

    const choose = (procedure: ProcedureSummary) => {
        setVisit(withWish(visit, procedure));
        setStep({ at: 'confirm' });
    };

    const screen = () => {
        switch (step.at) {
            case 'home':
                return <HomeScreen house={house} visit={visit} onStep={setStep} />;
            case 'area':
                return <AreaScreen house={house} area={step.area} onChoose={choose} />;
            case 'search':
                return <SearchScreen onChoose={choose} />;
            case 'confirm':
                return (
                    <ConfirmScreen
                        visit={step.lane ? [] : visit}
                        lane={step.lane}
                        queue={house.queue}
                        unauthorised={unauthorised}
                        onVisit={(changed) => {
                            setVisit(changed);
                            if (changed.length === 0) setStep({ at: 'home' });
                        }}
                        onStep={setStep}
                    />
                );
            case 'slots':
                return <SlotsScreen visit={visit} unauthorised={unauthorised} onStep={setStep} />;
            case 'arrival':
                return <ArrivalScreen unauthorised={unauthorised} onStep={setStep} />;
            case 'ticket':
                return (
                    <TicketScreen issued={step.ticket} unauthorised={unauthorised} onEnd={home} />
                );
            case 'booked':
                return <BookedScreen appointment={step.appointment} onEnd={home} />;
        }
    };

    return (
        <KioskFrame
            lostSince={house.lostSince}
            onHome={(step.at === 'home' && visit.length === 0) || ended(step) ? undefined : home}
        >
            {screen()}
            {(step.at !== 'home' || visit.length > 0) && !ended(step) && (
                <IdleGuard onIdle={home} />
            )}
        </KioskFrame>
    );
}
