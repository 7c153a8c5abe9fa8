// src/kiosk/AreaScreen.tsx -- the procedures of one area.
import type { Area } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { ProcedureList } from './ProcedureList';
import type { OnStep } from './steps';
import type { House } from './useCatalogue';

interface Props {
    house: House;
    area: Area;
    onStep: OnStep;
}

export function AreaScreen({ house, area, onStep }: Props) {
    return (
        <>
            <h1>{inLanguage(area.title)}</h1>
            <p className="kiosk-lead">{say('kiosk.choose')}</p>
            <ProcedureList
                procedures={house.procedures.filter((one) => one.area === area.id)}
                onStep={onStep}
            />
        </>
    );
}
