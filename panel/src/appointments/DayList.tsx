// src/appointments/DayList.tsx -- the appointments of a day, in order of time.
import { Badge, Button } from 'design-react-kit';
import { useState } from 'react';
import type { Appointment } from '../api/types';
import { useProcedureTitles } from '../operator/titles';
import { clock, say, sayCount } from '../texts/texts';
import { useTown } from '../town/town';

interface Props {
    appointments: Appointment[];
    isToday: boolean;
    busy: boolean;
    onArrive: (id: number) => Promise<void>;
    onCancel: (id: number) => Promise<void>;
}

export function DayList({ appointments, ...rest }: Props) {
    return (
        <ol className="day-list">
            {appointments.map((one) => (
                <Row key={one.id} appointment={one} {...rest} />
            ))}
        </ol>
    );
}

type RowProps = Omit<Props, 'appointments'> & { appointment: Appointment };

function Row({ appointment: one, isToday, busy, onArrive, onCancel }: RowProps) {
    const { time_zone } = useTown();
    const titleOf = useProcedureTitles();
    const [asking, setAsking] = useState(false);
    const time = clock(one.at, time_zone);
    const who = one.name ?? say('agenda.noname');
    return (
        <li className={`day-${one.state}`}>
            <time dateTime={one.at}>
                {time}
                <small>{sayCount('card.minutes', one.minutes)}</small>
            </time>
            <div>
                <strong>{who}</strong>
                {one.phone && <small>{one.phone}</small>}
                <span>
                    {one.procedures
                        .map(({ procedure, people }) =>
                            people > 1
                                ? `${titleOf(procedure)} (${sayCount('basket.people', people)})`
                                : titleOf(procedure),
                        )
                        .join(', ')}
                </span>
                {one.from_ticket && (
                    <small>{say('agenda.fromticket', { number: one.from_ticket })}</small>
                )}
            </div>
            <div className="day-do">
                {one.language === 'en' && <Badge color="primary">{say('desk.english')}</Badge>}
                {one.state !== 'booked' && (
                    <Badge color={one.state === 'arrived' ? 'success' : 'secondary'}>
                        {say(`agenda.${one.state}`)}
                        {one.number && ` ${one.number}`}
                    </Badge>
                )}
                {one.state === 'booked' && !asking && (
                    <>
                        {isToday && (
                            <Button
                                color="primary"
                                size="xs"
                                disabled={busy}
                                aria-label={say('agenda.arrive.of', { time, who })}
                                onClick={() => onArrive(one.id)}
                            >
                                {say('agenda.arrive')}
                            </Button>
                        )}
                        <Button
                            color="secondary"
                            outline
                            size="xs"
                            aria-label={say('agenda.cancel.of', { time, who })}
                            onClick={() => {
                                setAsking(true);
                            }}
                        >
                            {say('agenda.cancel')}
                        </Button>
                    </>
                )}
                {one.state === 'booked' && asking && (
                    <div role="group" aria-label={say('agenda.sure')} className="day-sure">
                        <span>{say('agenda.sure')}</span>
                        <Button
                            color="danger"
                            size="xs"
                            disabled={busy}
                            onClick={() => onCancel(one.id)}
                        >
                            {say('agenda.sure.yes')}
                        </Button>
                        <Button
                            color="secondary"
                            outline
                            size="xs"
                            onClick={() => {
                                setAsking(false);
                            }}
                        >
                            {say('agenda.sure.no')}
                        </Button>
                    </div>
                )}
            </div>
        </li>
    );
}
