-- The emergency register (art. 63). Its numbers are one series a year, E/2026/0000001, which no
-- interruption restarts.

CREATE TABLE protocol_emergency (
  id            INTEGER NOT NULL PRIMARY KEY,
  cause         TEXT    NOT NULL CHECK (length(cause) BETWEEN 1 AND 500),
  started_at    TEXT    NOT NULL, -- Of the interruption, the town's time: "2026-11-24T09:00".
  authorised_by TEXT    NOT NULL CHECK (length(authorised_by) BETWEEN 1 AND 200),
  act           TEXT    NOT NULL CHECK (length(act) BETWEEN 1 AND 200),
  recorded_at   TEXT    NOT NULL,
  actor         TEXT    NOT NULL
) STRICT;

-- Beyond 24 hours: the further authorisations, of a week at most each.
CREATE TABLE protocol_emergency_extension (
  session       INTEGER NOT NULL REFERENCES protocol_emergency (id),
  version       INTEGER NOT NULL CHECK (version >= 1),
  until         TEXT    NOT NULL,
  authorised_by TEXT    NOT NULL CHECK (length(authorised_by) BETWEEN 1 AND 200),
  act           TEXT    NOT NULL CHECK (length(act) BETWEEN 1 AND 200),
  recorded_at   TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  PRIMARY KEY (session, version)
) STRICT;

CREATE TABLE protocol_emergency_row (
  year            INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
  number          INTEGER NOT NULL CHECK (number >= 1),
  session         INTEGER NOT NULL REFERENCES protocol_emergency (id),
  registered_at   TEXT    NOT NULL CHECK (CAST(substr(registered_at, 1, 4) AS INTEGER) = year),
  direction       TEXT    NOT NULL CHECK (direction IN ('in', 'out')),
  correspondent   TEXT    NOT NULL CHECK (length(correspondent) BETWEEN 1 AND 500),
  subject         TEXT    NOT NULL CHECK (length(subject) BETWEEN 1 AND 1000),
  received_on     TEXT,
  received_number TEXT,
  filing_class    TEXT    REFERENCES protocol_filing_class (code),
  office          TEXT,
  channel         TEXT    NOT NULL,
  recorded_at     TEXT    NOT NULL, -- When it was copied from the paper.
  actor           TEXT    NOT NULL,
  PRIMARY KEY (year, number)
) STRICT;
CREATE INDEX protocol_emergency_row_session ON protocol_emergency_row (session, year, number);

-- Service restored; then the daily totals, as art. 63 c. 3 asks.
CREATE TABLE protocol_emergency_end (
  session     INTEGER NOT NULL PRIMARY KEY REFERENCES protocol_emergency (id),
  ended_at    TEXT    NOT NULL,
  recorded_at TEXT    NOT NULL,
  actor       TEXT    NOT NULL
) STRICT;
CREATE TABLE protocol_emergency_total (
  session INTEGER NOT NULL REFERENCES protocol_emergency (id),
  day     TEXT    NOT NULL,
  total   INTEGER NOT NULL CHECK (total >= 0),
  PRIMARY KEY (session, day)
) STRICT;

-- All rows have their number in the ordinary register.
CREATE TABLE protocol_emergency_close (
  session   INTEGER NOT NULL PRIMARY KEY REFERENCES protocol_emergency (id),
  closed_at TEXT    NOT NULL,
  actor     TEXT    NOT NULL
) STRICT;

-- How many documents the series of a year holds, noted when the year is over: 0, not used.
CREATE TABLE protocol_emergency_year (
  year  INTEGER NOT NULL PRIMARY KEY,
  total INTEGER NOT NULL CHECK (total >= 0)
) STRICT;

-- The stable link, and the date that effects and terms count from.
ALTER TABLE protocol_entry ADD COLUMN emergency_year INTEGER;
ALTER TABLE protocol_entry ADD COLUMN emergency_number INTEGER;
ALTER TABLE protocol_entry ADD COLUMN effective_at TEXT; -- Empty: registered_at.
CREATE UNIQUE INDEX protocol_entry_emergency ON protocol_entry (emergency_year, emergency_number)
  WHERE emergency_number IS NOT NULL;
