-- The durable queue of the printers: see core/print/spool.hpp. `ticket` is a number to find a job
-- by and not a reference: tickets are another room's.
CREATE TABLE print_job (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    printer      TEXT NOT NULL,
    document     TEXT NOT NULL,
    language     TEXT NOT NULL,
    data         TEXT NOT NULL, -- a JSON object
    ticket       INTEGER,
    duplicate_of INTEGER REFERENCES print_job (id),
    state        TEXT NOT NULL CHECK (
        state IN ('queued', 'sending', 'sent', 'confirmed', 'uncertain', 'refused')),
    reason       TEXT NOT NULL DEFAULT '' CHECK (reason = '' OR state IN ('uncertain', 'refused')),
    created_at   INTEGER NOT NULL, -- milliseconds UTC
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX print_job_queued ON print_job (printer, state, id) WHERE state = 'queued';
CREATE INDEX print_job_sending ON print_job (id) WHERE state = 'sending';
CREATE INDEX print_job_duplicate ON print_job (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX print_job_ticket ON print_job (ticket, id) WHERE ticket IS NOT NULL;
