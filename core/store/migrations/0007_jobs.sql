-- When a plugin's job by the clock last ran to its end: see core/app/jobs.hpp.
CREATE TABLE job_run (
    area      TEXT NOT NULL,
    operation TEXT NOT NULL,
    day       TEXT NOT NULL, -- the town's
    ended_at  INTEGER NOT NULL, -- milliseconds UTC
    PRIMARY KEY (area, operation)
) STRICT, WITHOUT ROWID;
