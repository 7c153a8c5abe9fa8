// src/session/DeviceGate.tsx -- shows the page once its device is signed in, or says what is missing.
import { Icon } from 'design-react-kit';
import type { ReactNode } from 'react';
import { say } from '../texts/texts';
import { Waiting } from '../ui/Waiting';
import { useDevice, type Page } from './device';

export function DeviceGate({
    page,
    children,
}: {
    page: Page;
    children: (unauthorised: () => void) => ReactNode;
}) {
    const { state, again } = useDevice(page);
    if (state === 'ready') return children(again);
    if (state === 'starting') return <Waiting text={say('town.reading')} />;
    if (state === 'unreachable') return <Waiting text={say('town.unreachable')} />;
    return (
        <main className="waiting-page">
            <Icon icon="it-locked" size="xl" color="primary" />
            <h1 className="h3">{say('device.title')}</h1>
            <p className="measure" role="status">
                {say(state === 'refused' ? 'device.refused' : 'device.notoken', { page })}
            </p>
        </main>
    );
}
