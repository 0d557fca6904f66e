-- A long piece of work, done in chunks: each commits with the cursor from which the next one goes on.
-- State 0 is an upload still coming in; "lease_until" says until when the process "lease_holder" has it, or when it may be tried again.
CREATE TABLE job (
    id           INTEGER PRIMARY KEY,
    kind         INTEGER NOT NULL,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    region       INTEGER NOT NULL,
    client_id    INTEGER NOT NULL REFERENCES client (id),
    officer_id   INTEGER NOT NULL REFERENCES officer (id),
    batch_id     INTEGER REFERENCES batch (id),
    arguments    TEXT,
    state        INTEGER NOT NULL,
    total        INTEGER NOT NULL DEFAULT 0,
    done         INTEGER NOT NULL DEFAULT 0,
    rejected     INTEGER NOT NULL DEFAULT 0,
    cursor       TEXT,
    created_at   INTEGER NOT NULL,
    started_at   INTEGER,
    finished_at  INTEGER,
    lease_until  INTEGER NOT NULL DEFAULT 0,
    lease_holder INTEGER NOT NULL DEFAULT 0,
    faults       INTEGER NOT NULL DEFAULT 0,
    fault        TEXT
) STRICT;

CREATE INDEX job_authority ON job (authority_id, created_at, id);
CREATE INDEX job_batch ON job (batch_id, created_at);
CREATE INDEX job_open ON job (created_at, id) WHERE state IN (0, 1, 2);

-- Rows as they were uploaded, encrypted; gone when the job has read them or ends.
CREATE TABLE job_input (
    job_id      INTEGER NOT NULL,
    chunk       INTEGER NOT NULL,
    key_version INTEGER NOT NULL,
    bytes       BLOB    NOT NULL,
    PRIMARY KEY (job_id, chunk)
) STRICT;

-- What was not done and why. No name and no document number: a person is the random id.
CREATE TABLE job_error (
    job_id     INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    field      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    code       TEXT,
    person_id  INTEGER,
    PRIMARY KEY (job_id, row_number, position)
) STRICT, WITHOUT ROWID;
