-- The register of found objects (c.c. art. 927): who handed in what, found where and when.
CREATE TABLE lost_object (
  number   INTEGER PRIMARY KEY,
  what     TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 200),
  place    TEXT NOT NULL CHECK (length(place) BETWEEN 1 AND 200),
  found_on TEXT NOT NULL,
  finder   TEXT NOT NULL,
  taken_on TEXT NOT NULL,
  case_id  TEXT NOT NULL,
  actor    TEXT NOT NULL
) STRICT;
