-- What an entry holds beyond its line of the register. As before, nothing is written over.

-- The documents themselves, by digest; the daemon keeps their content. `added` tells apart those of
-- the registration (1) and those that came later (2, 3, ...).
CREATE TABLE protocol_attachment (
  year       INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  added      INTEGER NOT NULL CHECK (added >= 1),
  position   INTEGER NOT NULL CHECK (position >= 1), -- Among all of the entry.
  sha256     TEXT    NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  media_type TEXT    NOT NULL CHECK (length(media_type) BETWEEN 3 AND 100),
  bytes      INTEGER NOT NULL CHECK (bytes >= 0),
  main       INTEGER NOT NULL CHECK (main IN (0, 1)), -- The document itself, or one enclosed.
  added_at   TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  folded     TEXT    NOT NULL,
  PRIMARY KEY (year, number, position),
  FOREIGN KEY (year, number) REFERENCES protocol_entry (year, number)
) STRICT;
CREATE UNIQUE INDEX protocol_attachment_main ON protocol_attachment (year, number) WHERE main = 1;

-- Senders or recipients, where they are known by their parts.
CREATE TABLE protocol_party (
  year         INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  position     INTEGER NOT NULL CHECK (position >= 1),
  kind         TEXT    NOT NULL CHECK (kind IN ('person', 'company', 'administration')),
  surname      TEXT,
  name         TEXT,
  denomination TEXT,
  tax_code     TEXT,
  ipa_code     TEXT,
  PRIMARY KEY (year, number, position),
  FOREIGN KEY (year, number) REFERENCES protocol_entry (year, number),
  CHECK (kind <> 'person' OR (surname IS NOT NULL AND name IS NOT NULL)),
  CHECK (kind = 'person' OR denomination IS NOT NULL),
  CHECK (kind <> 'administration' OR ipa_code IS NOT NULL)
) STRICT;

-- A field that was annulled and what took its place (art. 54): the entry's row keeps the old value.
CREATE TABLE protocol_correction (
  year         INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  version      INTEGER NOT NULL CHECK (version >= 1),
  field        TEXT    NOT NULL CHECK (field IN ('correspondent', 'subject', 'received_on', 'received_number')),
  old_value    TEXT,
  new_value    TEXT    NOT NULL,
  corrected_at TEXT    NOT NULL,
  actor        TEXT    NOT NULL,
  reason       TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  act          TEXT    NOT NULL CHECK (length(act) BETWEEN 1 AND 200),
  folded       TEXT    NOT NULL,
  PRIMARY KEY (year, number, version),
  FOREIGN KEY (year, number) REFERENCES protocol_entry (year, number)
) STRICT;

-- Whether an entry is reserved, and who else may see it. The highest version is in force; an entry
-- that never was reserved has none.
CREATE TABLE protocol_access (
  year       INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  version    INTEGER NOT NULL CHECK (version >= 1),
  reserved   INTEGER NOT NULL CHECK (reserved IN (0, 1)),
  readers    TEXT    NOT NULL, -- Operators' ids, with a space before and after each; or nothing.
  changed_at TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  reason     TEXT    CHECK (length(reason) BETWEEN 1 AND 500), -- None when it was registered so.
  PRIMARY KEY (year, number, version),
  FOREIGN KEY (year, number) REFERENCES protocol_entry (year, number)
) STRICT;

ALTER TABLE protocol_annulment ADD COLUMN folded TEXT NOT NULL DEFAULT '';
