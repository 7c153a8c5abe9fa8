-- The register of incoming and outgoing documents (DPR 445/2000 artt. 53-55).
--
-- What the law calls unmodifiable is written once, by one INSERT, and no operation updates or
-- deletes a row of these tables: what may change (art. 53: classification and assignment) and what
-- may end (art. 54: annulment) are rows of their own, so the old values stay. The references below
-- also keep an entry's number from being changed and the entry from being deleted.

CREATE TABLE protocol_entry (
  year            INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
  number          INTEGER NOT NULL CHECK (number >= 1),
  registered_at   TEXT    NOT NULL CHECK (CAST(substr(registered_at, 1, 4) AS INTEGER) = year),
  registered_on   TEXT    NOT NULL CHECK (registered_on = substr(registered_at, 1, 10)),
  direction       TEXT    NOT NULL CHECK (direction IN ('in', 'out')),
  correspondent   TEXT    NOT NULL CHECK (length(correspondent) BETWEEN 1 AND 500),
  subject         TEXT    NOT NULL CHECK (length(subject) BETWEEN 1 AND 1000),
  received_on     TEXT    CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  received_number TEXT    CHECK (length(received_number) BETWEEN 1 AND 50),
  sha256          TEXT    CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  channel         TEXT    NOT NULL,
  case_id         TEXT    NOT NULL DEFAULT '',
  actor           TEXT    NOT NULL,
  folded          TEXT    NOT NULL, -- What a search reads, without case and accents.
  PRIMARY KEY (year, number)
) STRICT;

CREATE INDEX protocol_entry_day ON protocol_entry (registered_on, number);

CREATE TABLE protocol_classification (
  year         INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  version      INTEGER NOT NULL CHECK (version >= 1), -- The highest is the one in force.
  filing_class TEXT    REFERENCES protocol_filing_class (code),
  office       TEXT    CHECK (length(office) BETWEEN 1 AND 100),
  changed_at   TEXT    NOT NULL,
  actor        TEXT    NOT NULL,
  reason       TEXT    CHECK (length(reason) BETWEEN 1 AND 500), -- None for the first, made at registration.
  PRIMARY KEY (year, number, version),
  FOREIGN KEY (year, number) REFERENCES protocol_entry (year, number)
) STRICT;

CREATE TABLE protocol_annulment (
  year        INTEGER NOT NULL,
  number      INTEGER NOT NULL,
  annulled_at TEXT    NOT NULL,
  actor       TEXT    NOT NULL,
  reason      TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  act         TEXT    NOT NULL CHECK (length(act) BETWEEN 1 AND 200), -- Who authorised it, and how.
  PRIMARY KEY (year, number),
  FOREIGN KEY (year, number) REFERENCES protocol_entry (year, number)
) STRICT;

CREATE TABLE protocol_filing_class (
  code  TEXT NOT NULL PRIMARY KEY, -- "XI.2": title and class
  title TEXT NOT NULL
) STRICT;
