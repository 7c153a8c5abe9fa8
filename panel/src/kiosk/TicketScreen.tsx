// src/kiosk/TicketScreen.tsx -- the number, on paper or on the screen, then home again.
import { Icon } from 'design-react-kit';
import { useCallback, useEffect, useRef } from 'react';
import { answer, box } from '../api/client';
import type { Ticket } from '../api/types';
import { useWatched } from '../live/watch';
import { say, sayCount } from '../texts/texts';
import { counterName, laneTitle, useTown } from '../town/town';
import { useCountdown } from '../ui/hooks';
import { Qr } from '../ui/Qr';
import { Leaving } from './Leaving';

const stay_s = 20;
const stayWithQr_s = 45; // Long enough to find the telephone.

interface Props {
    issued: Ticket;
    unauthorised: () => void;
    onEnd: () => void;
}

// Paper comes when the printer is fit for it and did not refuse; until it has come, a printer that
// cannot tell counts as unfit.
export function onPaper({ print }: Ticket): boolean {
    if (!print || ['none', 'refused', 'uncertain'].includes(print.state)) return false;
    return print.state === 'confirmed' || ['ready', 'paper-low'].includes(print.printer ?? '');
}

export function TicketScreen({ issued, unauthorised, onEnd }: Props) {
    const town = useTown();
    const id = issued.id;
    const read = useCallback(
        () => answer(box.GET('/tickets/{id}', { params: { path: { id } } })),
        [id],
    );
    const { value } = useWatched(read, unauthorised);
    const ticket = value ?? issued;
    const paper = onPaper(ticket);
    const [left, setLeft] = useCountdown(onPaper(issued) ? stay_s : stayWithQr_s, onEnd);
    const heading = useRef<HTMLHeadingElement>(null);

    useEffect(() => heading.current?.focus(), []);
    useEffect(() => {
        if (!paper) setLeft(stayWithQr_s); // The paper did not come: time for the telephone.
    }, [paper, setLeft]);

    return (
        <div className="kiosk-ticket">
            <h1 ref={heading} tabIndex={-1}>
                {say('kiosk.yournumber')}
                <strong className="kiosk-number">{ticket.number}</strong>
            </h1>
            <p className="kiosk-lane">{laneTitle(town, ticket.lane)}</p>
            <p className="kiosk-ahead" role="status">
                {ticket.ahead === null
                    ? say(`public.${ticket.state}`, {
                          counter: ticket.counter === null ? '' : counterName(town, ticket.counter),
                      })
                    : sayCount('kiosk.ahead', ticket.ahead)}
            </p>
            {paper ? (
                <p className="kiosk-paper">
                    <Icon icon="it-print" color="primary" size="lg" />
                    {say('kiosk.paper')}
                </p>
            ) : (
                <div className="kiosk-qr">
                    {ticket.code && (
                        <Qr
                            text={`${window.location.origin}/t/${ticket.code}`}
                            label={say('kiosk.qr.label')}
                        />
                    )}
                    <p>{say('kiosk.qr')}</p>
                </div>
            )}
            <p className="kiosk-thanks">{say('kiosk.thanks')}</p>
            <Leaving left_s={left} onStay={setLeft} onEnd={onEnd} />
        </div>
    );
}
