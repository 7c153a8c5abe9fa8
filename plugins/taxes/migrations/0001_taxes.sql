-- Taxpayers, what they own and occupy, what they asked, what they owe; and what the town decided.
--
-- What changes in time is a row with its interval [valid_from, valid_to): '9999-12-31' means that it
-- still holds. Money is in cents, rates in millionths, tariffs in millionths of a euro.

CREATE TABLE taxes_taxpayer (
  id           INTEGER PRIMARY KEY,
  tax_code     TEXT NOT NULL UNIQUE CHECK (length(tax_code) IN (11, 16)),
  surname      TEXT NOT NULL, -- Or the name of a body.
  name         TEXT NOT NULL, -- Empty for a body.
  email        TEXT NOT NULL,
  phone        TEXT NOT NULL
) STRICT;

-- Everything received at the counter for this area. Its details stay as they were given.
CREATE TABLE taxes_request (
  id              INTEGER PRIMARY KEY,
  kind            TEXT NOT NULL CHECK (kind IN ('imu-declaration', 'imu-notice', 'tari-start',
                    'tari-change', 'tari-end', 'tari-reduction', 'instalments', 'refund', 'redress')),
  taxpayer_id     INTEGER NOT NULL REFERENCES taxes_taxpayer (id),
  received_on     TEXT NOT NULL,
  details         TEXT NOT NULL, -- JSON
  state           TEXT NOT NULL DEFAULT 'received'
                    CHECK (state IN ('received', 'granted', 'granted-in-part', 'refused')),
  answered_on     TEXT,
  answer          TEXT,
  answered_by     TEXT,
  protocol_year   INTEGER NOT NULL,
  protocol_number INTEGER NOT NULL,
  case_id         TEXT NOT NULL,
  actor           TEXT NOT NULL,
  CHECK ((state = 'received') = (answered_on IS NULL))
) STRICT;

CREATE INDEX taxes_request_taxpayer ON taxes_request (taxpayer_id);

CREATE TABLE taxes_building (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('building', 'farmland', 'building-land')),
  cadastral   TEXT NOT NULL, -- "12/345/6": sheet, parcel, unit
  address     TEXT NOT NULL,
  UNIQUE (kind, cadastral)
) STRICT;

-- Who owns what, from when, and as what: all that the IMU depends on.
CREATE TABLE taxes_possession (
  id          INTEGER PRIMARY KEY,
  taxpayer_id INTEGER NOT NULL REFERENCES taxes_taxpayer (id),
  building_id INTEGER NOT NULL REFERENCES taxes_building (id),
  category    TEXT    NOT NULL, -- Empty for land.
  value_cents INTEGER NOT NULL CHECK (value_cents >= 0),
  share       TEXT    NOT NULL,
  usage       TEXT    NOT NULL,
  condition   TEXT    NOT NULL,
  valid_from  TEXT    NOT NULL,
  valid_to    TEXT    NOT NULL DEFAULT '9999-12-31' CHECK (valid_to >= valid_from),
  request_id  INTEGER NOT NULL REFERENCES taxes_request (id)
) STRICT;

CREATE INDEX taxes_possession_taxpayer ON taxes_possession (taxpayer_id);
CREATE INDEX taxes_possession_building ON taxes_possession (building_id);
CREATE UNIQUE INDEX taxes_possession_one ON taxes_possession (taxpayer_id, building_id)
  WHERE valid_to = '9999-12-31';

-- A TARI account (utenza), and what was occupied under it, from when to when.
CREATE TABLE taxes_account (
  id          INTEGER PRIMARY KEY,
  taxpayer_id INTEGER NOT NULL REFERENCES taxes_taxpayer (id),
  user        TEXT    NOT NULL CHECK (user IN ('home', 'business')),
  cadastral   TEXT    NOT NULL,
  address     TEXT    NOT NULL,
  opened_on   TEXT    NOT NULL,
  closed_on   TEXT    CHECK (closed_on >= opened_on) -- The last day of occupation.
) STRICT;

CREATE INDEX taxes_account_taxpayer ON taxes_account (taxpayer_id);

CREATE TABLE taxes_occupation (
  id            INTEGER PRIMARY KEY,
  account_id    INTEGER NOT NULL REFERENCES taxes_account (id),
  square_metres INTEGER NOT NULL CHECK (square_metres >= 1),
  category      INTEGER NOT NULL CHECK (category >= 1), -- People of a home, category of a business.
  valid_from    TEXT    NOT NULL,
  valid_to      TEXT    NOT NULL DEFAULT '9999-12-31' CHECK (valid_to >= valid_from),
  request_id    INTEGER NOT NULL REFERENCES taxes_request (id)
) STRICT;

CREATE INDEX taxes_occupation_account ON taxes_occupation (account_id);
CREATE UNIQUE INDEX taxes_occupation_one ON taxes_occupation (account_id)
  WHERE valid_to = '9999-12-31';

-- The instalments of a request that was granted.
CREATE TABLE taxes_instalment (
  request_id      INTEGER NOT NULL REFERENCES taxes_request (id),
  number          INTEGER NOT NULL CHECK (number >= 1),
  due_on          TEXT    NOT NULL,
  principal_cents INTEGER NOT NULL CHECK (principal_cents >= 1),
  interest_cents  INTEGER NOT NULL CHECK (interest_cents >= 0),
  PRIMARY KEY (request_id, number)
) STRICT;

-- pagoPA notices. A row is never deleted and no column but the state changes, so that a number,
-- once given, is never given again, annulled or not.
CREATE TABLE taxes_notice (
  id          INTEGER PRIMARY KEY,
  creditor    TEXT    NOT NULL CHECK (length(creditor) = 11),
  segregation TEXT    NOT NULL CHECK (length(segregation) = 2),
  base        INTEGER NOT NULL CHECK (base BETWEEN 1 AND 9999999999999),
  nav         TEXT    NOT NULL CHECK (length(nav) = 18),
  taxpayer_id INTEGER NOT NULL REFERENCES taxes_taxpayer (id),
  cents       INTEGER NOT NULL CHECK (cents BETWEEN 1 AND 9999999999),
  reason      TEXT    NOT NULL,
  due_on      TEXT    NOT NULL,
  issued_at   TEXT    NOT NULL,
  state       TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'annulled')),
  closed_on   TEXT,
  closed_why  TEXT,
  case_id     TEXT    NOT NULL,
  actor       TEXT    NOT NULL,
  UNIQUE (creditor, nav),
  UNIQUE (creditor, segregation, base),
  CHECK ((state = 'open') = (closed_on IS NULL))
) STRICT;

CREATE INDEX taxes_notice_taxpayer ON taxes_notice (taxpayer_id);

-- What the council or the office decided, each by an act. Where a table has no row, the law's
-- default holds (law.hpp).
CREATE TABLE taxes_decision (
  id         INTEGER PRIMARY KEY,
  year       INTEGER NOT NULL,
  act        TEXT    NOT NULL,
  decided_at TEXT    NOT NULL,
  actor      TEXT    NOT NULL
) STRICT;

CREATE TABLE taxes_imu_rate (
  year        INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  ppm         INTEGER NOT NULL CHECK (ppm BETWEEN 0 AND 11400),
  decision_id INTEGER NOT NULL REFERENCES taxes_decision (id),
  PRIMARY KEY (year, kind)
) STRICT;

CREATE TABLE taxes_tari_tariff (
  year           INTEGER NOT NULL,
  user           TEXT    NOT NULL CHECK (user IN ('home', 'business')),
  category       INTEGER NOT NULL CHECK (category BETWEEN 1 AND 99),
  label_it       TEXT    NOT NULL,
  label_en       TEXT    NOT NULL,
  fixed_micro    INTEGER NOT NULL CHECK (fixed_micro >= 0),
  variable_micro INTEGER NOT NULL CHECK (variable_micro >= 0),
  decision_id    INTEGER NOT NULL REFERENCES taxes_decision (id),
  PRIMARY KEY (year, user, category)
) STRICT;

CREATE TABLE taxes_tari_reduction (
  year         INTEGER NOT NULL,
  code         TEXT    NOT NULL,
  label_it     TEXT    NOT NULL,
  label_en     TEXT    NOT NULL,
  fixed_ppm    INTEGER NOT NULL CHECK (fixed_ppm BETWEEN 0 AND 1000000),
  variable_ppm INTEGER NOT NULL CHECK (variable_ppm BETWEEN 0 AND 1000000),
  decision_id  INTEGER NOT NULL REFERENCES taxes_decision (id),
  PRIMARY KEY (year, code)
) STRICT;

CREATE TABLE taxes_instalment_bracket (
  up_to_cents INTEGER PRIMARY KEY,
  most        INTEGER NOT NULL CHECK (most BETWEEN 1 AND 120),
  decision_id INTEGER NOT NULL REFERENCES taxes_decision (id)
) STRICT;

-- One value each, in force from a year until another takes its place.
CREATE TABLE taxes_setting (
  name        TEXT    NOT NULL,
  year        INTEGER NOT NULL,
  value       TEXT    NOT NULL,
  decision_id INTEGER NOT NULL REFERENCES taxes_decision (id),
  PRIMARY KEY (name, year)
) STRICT;
