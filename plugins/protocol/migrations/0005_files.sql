-- Files (fascicoli) with the data of CAD art. 41 c. 2-ter: the identifier is year, class and number;
-- a file's numbers restart at 1 for each class and year. What may change is a version; the highest
-- is in force.

CREATE TABLE protocol_file (
  id           INTEGER NOT NULL PRIMARY KEY,
  year         INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
  filing_class TEXT    NOT NULL REFERENCES protocol_filing_class (code),
  number       INTEGER NOT NULL CHECK (number >= 1),
  code         TEXT    NOT NULL UNIQUE CHECK (code = year || '.' || filing_class || '.' || number),
  opened_at    TEXT    NOT NULL,
  UNIQUE (year, filing_class, number)
) STRICT;

CREATE TABLE protocol_file_state (
  file                  INTEGER NOT NULL REFERENCES protocol_file (id),
  version               INTEGER NOT NULL CHECK (version >= 1),
  subject               TEXT    NOT NULL CHECK (length(subject) BETWEEN 1 AND 1000),
  administration        TEXT    NOT NULL, -- In charge of the proceeding.
  other_administrations TEXT    NOT NULL, -- Taking part, by semicolons; or nothing.
  responsible           TEXT    NOT NULL CHECK (length(responsible) BETWEEN 1 AND 200),
  closed                INTEGER NOT NULL CHECK (closed IN (0, 1)),
  changed_at            TEXT    NOT NULL,
  actor                 TEXT    NOT NULL,
  reason                TEXT    CHECK (length(reason) BETWEEN 1 AND 500), -- None when it was opened.
  folded                TEXT    NOT NULL,
  PRIMARY KEY (file, version)
) STRICT;

-- An entry's place: class, and the file of that class, if any.
ALTER TABLE protocol_classification ADD COLUMN file INTEGER REFERENCES protocol_file (id);
ALTER TABLE protocol_classification ADD COLUMN folded TEXT NOT NULL DEFAULT '';
CREATE INDEX protocol_classification_file ON protocol_classification (file) WHERE file IS NOT NULL;
