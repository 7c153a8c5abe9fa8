-- Cases and their documents: see core/cases/.
CREATE TABLE cases (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    procedure       TEXT NOT NULL,
    area            TEXT NOT NULL,
    ticket          INTEGER REFERENCES ticket (id),
    actor           TEXT NOT NULL, -- the operator who opened it
    language        TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('open', 'completed', 'accepted')),
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
