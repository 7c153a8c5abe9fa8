// src/live/stream.ts -- the live events of the box. They are hints: whoever hears one reads again.

const topics = [
    'reset',
    'ticket.issued',
    'ticket.called',
    'ticket.recalled',
    'ticket.started',
    'ticket.finished',
    'ticket.no-show',
    'ticket.cancelled',
    'ticket.parked',
    'ticket.resumed',
    'ticket.transferred',
    'ticket.reactivated',
    'ticket.changed',
    'ticket.undone',
    'ticket.rebooked',
    'counter.opened',
    'counter.closed',
    'call.ringing',
    'call.open',
    'call.closed',
    'appointment.booked',
    'appointment.arrived',
    'appointment.missed',
    'appointment.cancelled',
    'counter.paused',
    'counter.continued',
    'counter.changed',
    'task.opened',
    'task.changed',
    'print.changed',
    'device.changed',
];

const reopenAfter_ms = 3000;

export interface Listener {
    opened: () => void;
    lost: () => void;
    hint: () => void;
}

// Opens the stream and keeps it open. Returns what closes it.
export function openStream(listener: Listener): () => void {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const open = () => {
        source = new EventSource('/api/v1/events');
        source.onopen = listener.opened;
        source.onerror = () => {
            listener.lost();
            // The browser reopens a stream that broke, with Last-Event-ID, but gives up on one that
            // was refused: signed out, or the box is starting.
            if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenAfter_ms);
        };
        for (const topic of topics) source.addEventListener(topic, listener.hint);
    };
    open();

    return () => {
        clearTimeout(timer);
        source.close();
    };
}
