// src/operator/Printers.tsx -- printers and displays that need somebody, in words.
import type { Device } from '../api/types';
import { say, sayCount } from '../texts/texts';
import { Notice } from '../ui/Notice';

export function Printers({ printers }: { printers: Device[] }) {
    const troubled = printers.filter(({ state }) => state !== 'ready' && state !== 'unknown');
    return (
        <div role="status">
            {troubled.map((device) => (
                <Notice key={device.id} kind={device.state === 'paper-low' ? 'info' : 'warning'}>
                    <strong>
                        {say('device.is', {
                            name: device.name ?? device.id,
                            state: say(`device.${device.state}`),
                        })}
                    </strong>
                    {device.advice && <span className="d-block">{device.advice}</span>}
                    {(device.jobs_waiting ?? 0) > 0 && (
                        <span className="d-block">
                            {sayCount('device.jobs', device.jobs_waiting ?? 0)}
                        </span>
                    )}
                </Notice>
            ))}
        </div>
    );
}
