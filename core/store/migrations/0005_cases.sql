-- Cases, their documents, and the tasks of the back office: see core/cases/.
CREATE TABLE cases (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    code            TEXT NOT NULL UNIQUE, -- of the public page behind the receipt's QR
    procedure       TEXT NOT NULL,
    area            TEXT NOT NULL,
    ticket          INTEGER REFERENCES ticket (id),
    actor           TEXT NOT NULL, -- the operator who opened it
    language        TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('open', 'completed', 'accepted', 'suspended',
                                                   'ready', 'delivered')),
    data            TEXT NOT NULL, -- JSON: the form as it was filled in
    result          TEXT,          -- JSON: what the operation answered
    charges         TEXT,          -- JSON: what is due, with the reason
    protocol_year   INTEGER,
    protocol_number TEXT,          -- at least seven digits
    due_on          TEXT,          -- the last day of the term
    opened_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX case_ticket ON cases (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE case_document (
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    number   INTEGER NOT NULL,
    template TEXT NOT NULL, -- "registry/certificate"
    data     TEXT NOT NULL, -- JSON
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;

-- What the back office owes: to a case that was accepted, or to a question of the counter.
CREATE TABLE task (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT NOT NULL CHECK (kind IN ('case', 'question')),
    area           TEXT NOT NULL,
    procedure      TEXT,
    case_id        INTEGER UNIQUE REFERENCES cases (id),
    contact        INTEGER,
    state          TEXT NOT NULL
                   CHECK (state IN ('open', 'waiting-papers', 'answered', 'completed', 'delivered')),
    assignee       TEXT,
    term_kind      TEXT NOT NULL CHECK (term_kind IN ('immediate', 'office', 'citizen', 'waiting')),
    term_unit      TEXT NOT NULL CHECK (term_unit IN ('calendar', 'working')),
    due_on         TEXT,             -- the last day of the term, suspensions counted in
    suspended_on   TEXT,             -- since when the term stands still
    suspended_days INTEGER NOT NULL, -- in suspensions that have ended
    question       TEXT,
    outcome        TEXT CHECK (outcome IN ('granted', 'refused', 'closed')),
    answer         TEXT,
    opened_at      INTEGER NOT NULL,
    ended_at       INTEGER,
    CHECK ((kind = 'case') = (case_id IS NOT NULL)),
    CHECK ((suspended_on IS NOT NULL) = (state = 'waiting-papers' AND kind = 'case'))
) STRICT;
-- What is not finished, the nearest term first.
CREATE INDEX task_due ON task (area, due_on, id) WHERE state <> 'delivered';

CREATE TABLE task_paper (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    task        INTEGER NOT NULL REFERENCES task (id),
    title       TEXT NOT NULL,
    asked_at    INTEGER NOT NULL,
    received_at INTEGER
) STRICT;
CREATE INDEX task_paper_task ON task_paper (task);

CREATE TABLE task_note (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    task INTEGER NOT NULL REFERENCES task (id),
    who  TEXT NOT NULL,
    text TEXT NOT NULL,
    at   INTEGER NOT NULL
) STRICT;
CREATE INDEX task_note_task ON task_note (task);
