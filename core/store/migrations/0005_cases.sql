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
    counted_to     TEXT,             -- the last day of the term as counted, suspensions counted in
    due_on         TEXT,             -- the same, or the day to which a holiday moves it
    suspended_on   TEXT,             -- since when the term stands still
    suspended_days INTEGER,          -- of the suspension that has ended; the law allows one
    question       TEXT,
    outcome        TEXT CHECK (outcome IN ('granted', 'refused', 'closed')),
    answer         TEXT,
    opened_at      INTEGER NOT NULL,
    ended_at       INTEGER,          -- when the back office had done
    -- What lists are sorted and read by: those without a term come last.
    delivered      INTEGER NOT NULL GENERATED ALWAYS AS (state = 'delivered') VIRTUAL,
    sort_on        TEXT NOT NULL GENERATED ALWAYS AS (coalesce(due_on, '9999-12-31')) VIRTUAL,
    CHECK ((kind = 'case') = (case_id IS NOT NULL)),
    CHECK ((kind = 'question') = (question IS NOT NULL)),
    CHECK (suspended_on IS NULL OR (state = 'waiting-papers' AND kind = 'case')),
    CHECK (suspended_on IS NULL OR suspended_days IS NULL),
    CHECK ((counted_to IS NULL) = (due_on IS NULL)),
    CHECK ((outcome IS NULL) = (state IN ('open', 'waiting-papers'))),
    CHECK ((ended_at IS NULL) = (state IN ('open', 'waiting-papers')))
) STRICT;
CREATE INDEX task_due ON task (delivered, sort_on, id);
CREATE INDEX task_area ON task (delivered, area, sort_on, id);
CREATE INDEX task_assignee ON task (delivered, assignee, sort_on, id) WHERE assignee IS NOT NULL;
CREATE INDEX task_suspended ON task (suspended_on) WHERE suspended_on IS NOT NULL;

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
    code TEXT,          -- a trace of the daemon's: names a sentence that takes the text
    text TEXT NOT NULL, -- written by a person, where there is no code
    at   INTEGER NOT NULL
) STRICT;
CREATE INDEX task_note_task ON task_note (task);
