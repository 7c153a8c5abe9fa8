// src/kiosk/AreaScreen.tsx -- the procedures of one area.
import type { Area } from '../api/types';
import { inLanguage, say } from '../texts/texts';
import { ProcedureList, type OnChoose } from './ProcedureList';
import type { House } from './useCatalogue';

interface Props {
    house: House;
    area: Area;
    onChoose: OnChoose;
}

export function AreaScreen({ house, area, onChoose }: Props) {
    return (
        <>
            <h1>{inLanguage(area.title)}</h1>
            <p className="kiosk-lead">{say('kiosk.choose')}</p>
            <ProcedureList
                procedures={house.procedures.filter((one) => one.area === area.id)}
                onChoose={onChoose}
            />
        </>
    );
}
