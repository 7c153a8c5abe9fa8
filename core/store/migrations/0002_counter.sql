-- Tickets, visits and counters: see core/counter/.
CREATE TABLE ticket (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    day            TEXT NOT NULL,    -- the business day, in the town's time
    lane           TEXT NOT NULL,    -- where it waits now
    prefix         TEXT NOT NULL,    -- the letter of the lane that issued it
    number         INTEGER NOT NULL, -- 1, 2, 3, ... in a letter and day
    code           TEXT NOT NULL,    -- of the public page behind the QR
    channel        TEXT NOT NULL
                   CHECK (channel IN ('kiosk', 'reception', 'counter', 'phone', 'appointment')),
    language       TEXT NOT NULL,
    priority       INTEGER NOT NULL CHECK (priority IN (0, 1)),
    minutes        INTEGER NOT NULL, -- that its procedures are expected to take
    equipment      INTEGER NOT NULL, -- that its position must have: a set of bits
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'serving', 'parked',
                                                  'finished', 'no-show', 'cancelled', 'rebooked')),
    place          INTEGER NOT NULL, -- the instant that counts for its turn: kept when it changes lane
    not_before     INTEGER,          -- told to come back at this time
    due_at         INTEGER,          -- the appointment's time, or the time promised for calling back
    wanted_counter INTEGER,          -- transferred to this counter: no other calls it
    counter        INTEGER,          -- that called it
    calls          INTEGER NOT NULL,
    outcome        TEXT CHECK (outcome IN ('served', 'papers-missing', 'not-possible', 'left-open')),
    note           TEXT,             -- for who calls it; never personal data
    contact        INTEGER,
    issued_at      INTEGER NOT NULL, -- milliseconds UTC, as all times here
    called_at      INTEGER,
    started_at     INTEGER,
    ended_at       INTEGER,
    CHECK ((ended_at IS NULL) = (state IN ('waiting', 'called', 'serving', 'parked'))),
    CHECK ((outcome IS NULL) = (state <> 'finished')),
    CHECK (state NOT IN ('called', 'serving', 'parked') OR counter IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX ticket_number ON ticket (day, prefix, number);
CREATE INDEX ticket_day ON ticket (day, id);
CREATE UNIQUE INDEX ticket_code ON ticket (code);
-- The queue, lane by lane in the order of turn, and nothing of the past.
CREATE INDEX ticket_waiting ON ticket (day, lane, priority DESC, place, id) WHERE state = 'waiting';
-- A counter has one citizen at most.
CREATE UNIQUE INDEX ticket_at_counter ON ticket (counter) WHERE state IN ('called', 'serving');
CREATE INDEX ticket_parked ON ticket (counter) WHERE state = 'parked';
-- The board's latest calls.
CREATE INDEX ticket_called ON ticket (day, called_at DESC) WHERE called_at IS NOT NULL;

-- What a visit is for: several procedures on one ticket, for the whole family.
CREATE TABLE ticket_procedure (
    ticket    INTEGER NOT NULL REFERENCES ticket (id),
    position  INTEGER NOT NULL,
    procedure TEXT NOT NULL,
    people    INTEGER NOT NULL,
    done      INTEGER NOT NULL CHECK (done IN (0, 1)),
    PRIMARY KEY (ticket, position)
) STRICT, WITHOUT ROWID;

-- Each call, and why this ticket and not another.
CREATE TABLE ticket_call (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    day       TEXT NOT NULL,
    ticket    INTEGER NOT NULL REFERENCES ticket (id),
    lane      TEXT NOT NULL,
    counter   INTEGER NOT NULL,
    operator  TEXT NOT NULL,
    rule      TEXT NOT NULL CHECK (rule IN ('appointment', 'legal-priority', 'interleave',
                                            'longest-wait', 'direct')),
    why       TEXT NOT NULL, -- JSON: the facts that the rule weighed
    undone    INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_call_day ON ticket_call (day, id);
CREATE INDEX ticket_call_ticket ON ticket_call (ticket);
-- What a counter called in a row: see policy.hpp.
CREATE INDEX ticket_call_counter ON ticket_call (day, counter, id);

-- The counters that are open, and who sits there: one at each, and each at one.
CREATE TABLE open_counter (
    id           INTEGER PRIMARY KEY,
    operator     TEXT NOT NULL UNIQUE,
    opened_at    INTEGER NOT NULL,
    auto_call    INTEGER NOT NULL DEFAULT 0 CHECK (auto_call IN (0, 1)),
    free_since   INTEGER NOT NULL, -- since when nobody is called there: who waits longest calls first
    pause_reason TEXT,
    paused_at    INTEGER,
    CHECK ((pause_reason IS NULL) = (paused_at IS NULL))
) STRICT;

-- The latest steps of each counter, so that they can be taken back: the ticket as it was before.
CREATE TABLE counter_step (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    counter INTEGER NOT NULL,
    step    TEXT NOT NULL,
    ticket  INTEGER NOT NULL REFERENCES ticket (id),
    before  TEXT NOT NULL, -- JSON: the columns that the step changed
    after   TEXT NOT NULL, -- JSON: as the step left them; the undo is refused when they changed since
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX counter_step_counter ON counter_step (counter, id);

-- Appointments.
CREATE TABLE appointment (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    code        TEXT NOT NULL UNIQUE,
    day         TEXT NOT NULL,
    at          INTEGER NOT NULL,
    minutes     INTEGER NOT NULL,
    equipment   INTEGER NOT NULL,
    procedures  TEXT NOT NULL, -- JSON: [{procedure, people}]
    language    TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('booked', 'arrived', 'missed', 'cancelled')),
    name        TEXT,          -- forgotten after the retention time, as the telephone
    phone       TEXT,
    ticket      INTEGER REFERENCES ticket (id), -- once arrived
    from_ticket INTEGER REFERENCES ticket (id), -- the one that could not be served that day
    made_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX appointment_at ON appointment (day, at);
CREATE INDEX appointment_booked ON appointment (day) WHERE state = 'booked';
CREATE INDEX appointment_from ON appointment (from_ticket) WHERE from_ticket IS NOT NULL;
CREATE INDEX appointment_personal ON appointment (day) WHERE name IS NOT NULL OR phone IS NOT NULL;

-- Contacts: a citizen's dealings at the reception, the kiosk or on the telephone.
CREATE TABLE contact (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    day         TEXT NOT NULL,
    channel     TEXT NOT NULL CHECK (channel IN ('kiosk', 'reception', 'counter', 'phone')),
    state       TEXT NOT NULL CHECK (state IN ('ringing', 'open', 'closed')),
    operator    TEXT,
    procedures  TEXT NOT NULL, -- JSON: [ids]
    outcome     TEXT CHECK (outcome IN ('answered', 'papers-missing', 'ticket', 'appointment',
                                        'call-back', 'case', 'task', 'back-office', 'abandoned')),
    reason      TEXT,
    tax_code    TEXT,          -- forgotten after the retention time, as the telephone
    phone       TEXT,
    ticket      INTEGER REFERENCES ticket (id),
    appointment INTEGER REFERENCES appointment (id),
    case_id     INTEGER,
    task        INTEGER,
    paper       INTEGER,       -- the print job of its checklist or appointment
    at          INTEGER NOT NULL,
    ended_at    INTEGER,
    CHECK ((state = 'closed') = (outcome IS NOT NULL)),
    CHECK ((state = 'closed') = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX contact_day ON contact (day, id);
CREATE INDEX contact_open ON contact (id) WHERE state <> 'closed';
CREATE INDEX contact_tax_code ON contact (tax_code, id) WHERE tax_code IS NOT NULL;
CREATE INDEX contact_phone ON contact (phone, id) WHERE phone IS NOT NULL;
CREATE INDEX contact_personal ON contact (day) WHERE tax_code IS NOT NULL OR phone IS NOT NULL;
