-- What happened, for panels and boards: see core/store/events.hpp.
CREATE TABLE event (
    id    INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused, also when the newest rows are forgotten
    topic TEXT NOT NULL,
    data  TEXT NOT NULL,
    at    INTEGER NOT NULL -- milliseconds UTC
) STRICT;
CREATE INDEX event_at ON event (at);
