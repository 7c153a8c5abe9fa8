-- The journal: every fact of the register, in the order in which it was recorded, one line each.
--
-- A line's words are not kept here: they are made again from the fact's own row, so that what is
-- changed afterwards, there or here, no longer fits its hash. `hash` is the SHA-256 of the hash of
-- the line before, a line feed, and the line. Which fact a line is of: `kind`, and the numbers of
-- its row (an entry's year, number and version; see journal.cpp).

CREATE TABLE protocol_journal (
  sequence INTEGER NOT NULL PRIMARY KEY, -- 1, 2, 3, ... without gaps
  day      TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  kind     TEXT    NOT NULL,
  major    INTEGER NOT NULL,
  minor    INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  hash     TEXT    NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
  UNIQUE (kind, major, minor, version)
) STRICT;

CREATE INDEX protocol_journal_day ON protocol_journal (day, sequence);

-- The daily register (art. 53 c. 2), of every day since the first, the empty ones too. Its text is
-- a head, which holds `previous`, and the day's lines; `sha256` is the digest of that text.
CREATE TABLE protocol_day (
  day                 TEXT    NOT NULL PRIMARY KEY
                              CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  administration_code TEXT    NOT NULL,
  aoo_code            TEXT    NOT NULL,
  line_count          INTEGER NOT NULL CHECK (line_count >= 0),
  entry_count         INTEGER NOT NULL CHECK (entry_count BETWEEN 0 AND line_count),
  previous            TEXT    NOT NULL CHECK (previous = '' OR length(previous) = 64), -- The day before's.
  sha256              TEXT    NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  closed_at           TEXT    NOT NULL
) STRICT;
