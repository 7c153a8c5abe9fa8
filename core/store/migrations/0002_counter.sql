-- Tickets and counters: see core/counter/.
CREATE TABLE ticket (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    day        TEXT NOT NULL,    -- the business day, in the town's time
    lane       TEXT NOT NULL,
    prefix     TEXT NOT NULL,    -- the lane's letter when it was issued
    number     INTEGER NOT NULL, -- 1, 2, 3, ... in a lane and day
    code       TEXT NOT NULL,    -- of the public page behind the QR
    procedure  TEXT,
    language   TEXT NOT NULL,
    priority   INTEGER NOT NULL CHECK (priority IN (0, 1)),
    state      TEXT NOT NULL
               CHECK (state IN ('waiting', 'called', 'serving', 'finished', 'no-show', 'cancelled')),
    counter    INTEGER,          -- that called it
    calls      INTEGER NOT NULL,
    issued_at  INTEGER NOT NULL, -- milliseconds UTC, as all times here
    called_at  INTEGER,
    started_at INTEGER,
    ended_at   INTEGER,
    CHECK ((state = 'waiting') = (calls = 0) OR state = 'cancelled'),
    CHECK ((ended_at IS NULL) = (state IN ('waiting', 'called', 'serving')))
) STRICT;
CREATE UNIQUE INDEX ticket_number ON ticket (day, lane, number);
CREATE INDEX ticket_day ON ticket (day, id);
CREATE UNIQUE INDEX ticket_code ON ticket (code);
-- The queue, in the order of calling, and nothing of the past.
CREATE INDEX ticket_waiting ON ticket (day, priority DESC, id) WHERE state = 'waiting';
-- A counter has one citizen at most.
CREATE UNIQUE INDEX ticket_at_counter ON ticket (counter) WHERE state IN ('called', 'serving');
-- The board's latest calls.
CREATE INDEX ticket_called ON ticket (day, called_at DESC) WHERE called_at IS NOT NULL;

-- The counters that are open, and who sits there.
CREATE TABLE open_counter (
    id        INTEGER PRIMARY KEY,
    operator  TEXT NOT NULL,
    opened_at INTEGER NOT NULL
) STRICT;
