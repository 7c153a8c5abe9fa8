-- Who may do what, and who did what: see core/people/.
CREATE TABLE operator (
    id                   TEXT PRIMARY KEY, -- the user name: "anna"
    name                 TEXT NOT NULL,
    role                 TEXT NOT NULL CHECK (role IN ('operator', 'supervisor', 'administrator',
                                                 'back-office')),
    password_hash        TEXT NOT NULL, -- argon2id
    must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
    disabled             INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    added_at             INTEGER NOT NULL, -- milliseconds UTC, as all instants
    password_at          INTEGER NOT NULL
) STRICT;

-- A kiosk, a board or the telephone exchange.
CREATE TABLE device (
    id         TEXT PRIMARY KEY,
    role       TEXT NOT NULL CHECK (role IN ('kiosk', 'board', 'exchange')),
    token_hash TEXT NOT NULL UNIQUE,
    made_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    operator   TEXT REFERENCES operator (id) ON DELETE CASCADE,
    device     TEXT REFERENCES device (id) ON DELETE CASCADE,
    opened_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK ((operator IS NULL) <> (device IS NULL))
) STRICT;
CREATE INDEX session_operator ON session (operator, opened_at);
CREATE INDEX session_device ON session (device, opened_at);
CREATE INDEX session_expires_at ON session (expires_at);

-- Wrong passwords in a row. `account` is an operator's id, or one of a few buckets that unknown
-- names share: what was typed by mistake, at times a password, is not kept.
CREATE TABLE sign_in_failure (
    account TEXT PRIMARY KEY,
    count   INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;

-- Append-only, each line hashed with the one before.
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY, -- 1, 2, 3, ... without gaps
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    object   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    hash     TEXT NOT NULL -- SHA-256, hexadecimal
) STRICT;

-- The last line again, so that its removal is found too. One row.
CREATE TABLE audit_head (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    hash     TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '');
