-- People, families and where they live (L. 1228/1954, DPR 223/1989).
--
-- What changes in time is a row with its interval [valid_from, valid_to): the day it begins and the
-- day it no longer holds. '9999-12-31' means that it still does, so any past date is one question.

CREATE TABLE registry_place (
  code       TEXT NOT NULL CHECK (length(code) = 4), -- Belfiore: a municipality, or Z and a state.
  name       TEXT NOT NULL,
  province   TEXT NOT NULL, -- Empty for a foreign state.
  valid_from TEXT NOT NULL,
  valid_to   TEXT NOT NULL DEFAULT '9999-12-31' CHECK (valid_to > valid_from),
  PRIMARY KEY (code, valid_from)
) STRICT;

CREATE TABLE registry_person (
  id             INTEGER PRIMARY KEY,
  tax_code       TEXT    NOT NULL UNIQUE CHECK (length(tax_code) = 16),
  surname        TEXT    NOT NULL CHECK (length(surname) BETWEEN 1 AND 100),
  name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  sex            TEXT    NOT NULL CHECK (sex IN ('M', 'F')),
  birth_date     TEXT    NOT NULL,
  birth_place    TEXT    NOT NULL,
  citizenship    TEXT    NOT NULL,
  civil_state    INTEGER NOT NULL CHECK (civil_state IN (1, 2, 3, 4, 6, 7, 8, 9)),     -- ANPR codes
  certificability INTEGER NOT NULL DEFAULT 2 CHECK (certificability BETWEEN 0 AND 4), -- ANPR codes
  by_surname     TEXT    NOT NULL, -- "rossi mario": folded, for search.
  by_name        TEXT    NOT NULL  -- "mario rossi"
) STRICT;

CREATE INDEX registry_person_by_surname ON registry_person (by_surname);
CREATE INDEX registry_person_by_name ON registry_person (by_name);

CREATE TABLE registry_family (
  id        INTEGER PRIMARY KEY,
  kind      INTEGER NOT NULL CHECK (kind IN (3, 4)), -- ANPR: 3 family, 4 convivenza anagrafica
  formed_on TEXT    NOT NULL
) STRICT;

CREATE TABLE registry_membership (
  id           INTEGER PRIMARY KEY,
  family_id    INTEGER NOT NULL REFERENCES registry_family (id),
  person_id    INTEGER NOT NULL REFERENCES registry_person (id),
  relationship INTEGER NOT NULL CHECK (relationship BETWEEN 1 AND 99), -- ANPR: 1 the holder
  valid_from   TEXT    NOT NULL,
  valid_to     TEXT    NOT NULL DEFAULT '9999-12-31' CHECK (valid_to > valid_from)
) STRICT;

CREATE INDEX registry_membership_family ON registry_membership (family_id);
CREATE INDEX registry_membership_person ON registry_membership (person_id);
CREATE UNIQUE INDEX registry_membership_one_holder ON registry_membership (family_id)
  WHERE relationship = 1 AND valid_to = '9999-12-31';
CREATE UNIQUE INDEX registry_membership_one_family ON registry_membership (person_id)
  WHERE valid_to = '9999-12-31';

CREATE TABLE registry_address (
  id     INTEGER PRIMARY KEY,
  street TEXT NOT NULL CHECK (length(street) BETWEEN 1 AND 100), -- "Via Giuseppe Mazzini"
  number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 10),  -- "12", "12/A", "snc"
  unit   TEXT NOT NULL CHECK (length(unit) <= 30),               -- "scala B int. 4", or empty
  key    TEXT NOT NULL UNIQUE -- The three, folded.
) STRICT;

CREATE TABLE registry_residence (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES registry_person (id),
  address_id INTEGER NOT NULL REFERENCES registry_address (id),
  valid_from TEXT    NOT NULL,
  valid_to   TEXT    NOT NULL DEFAULT '9999-12-31' CHECK (valid_to > valid_from)
) STRICT;

CREATE INDEX registry_residence_person ON registry_residence (person_id);
CREATE UNIQUE INDEX registry_residence_one ON registry_residence (person_id)
  WHERE valid_to = '9999-12-31';

-- An administrative procedure on a person's data: while it is open no certificate is issued.
CREATE TABLE registry_inquiry (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES registry_person (id),
  subject   TEXT    NOT NULL,
  opened_on TEXT    NOT NULL,
  closed_on TEXT    CHECK (closed_on >= opened_on)
) STRICT;

CREATE INDEX registry_inquiry_person ON registry_inquiry (person_id);

-- The register of the certificates issued: a series a year.
CREATE TABLE registry_certificate (
  year        INTEGER NOT NULL,
  number      INTEGER NOT NULL CHECK (number >= 1),
  kind        INTEGER NOT NULL, -- ANPR: 8 residence, 12 family
  person_id   INTEGER NOT NULL REFERENCES registry_person (id),
  issued_at   TEXT    NOT NULL,
  valid_until TEXT    NOT NULL,
  applicant   TEXT    NOT NULL,
  purpose     TEXT    NOT NULL,
  exemption   INTEGER, -- ANPR code; none when stamped
  exemption_note TEXT,
  stamp_cents INTEGER NOT NULL CHECK (stamp_cents >= 0),
  fee_cents   INTEGER NOT NULL CHECK (fee_cents >= 0),
  case_id     TEXT    NOT NULL,
  actor       TEXT    NOT NULL,
  PRIMARY KEY (year, number)
) STRICT;

-- Changes of address inside the municipality (DL 5/2012 art. 5).
CREATE TABLE registry_move (
  id              INTEGER PRIMARY KEY,
  state           TEXT    NOT NULL CHECK (state IN ('registered', 'confirmed', 'notice', 'restored')),
  declared_on     TEXT    NOT NULL, -- The day the change takes effect.
  registered_at   TEXT    NOT NULL,
  register_by     TEXT    NOT NULL, -- Two working days from the declaration.
  answer_by       TEXT    NOT NULL, -- 45 days from the declaration; silence confirms the day after.
  address_id      INTEGER NOT NULL REFERENCES registry_address (id),
  family_from     INTEGER NOT NULL REFERENCES registry_family (id),
  family_to       INTEGER NOT NULL REFERENCES registry_family (id),
  title_kind      TEXT    NOT NULL,
  title_details   TEXT    NOT NULL,
  protocol_year   INTEGER NOT NULL,
  protocol_number INTEGER NOT NULL,
  case_id         TEXT    NOT NULL,
  actor           TEXT    NOT NULL
) STRICT;

CREATE TABLE registry_mover (
  move_id   INTEGER NOT NULL REFERENCES registry_move (id),
  person_id INTEGER NOT NULL REFERENCES registry_person (id),
  PRIMARY KEY (move_id, person_id)
) STRICT;
