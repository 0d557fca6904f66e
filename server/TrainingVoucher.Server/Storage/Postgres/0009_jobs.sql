-- A long piece of work, done in chunks: each commits with the cursor from which the next one goes on.
-- State 0 is an upload still coming in; "lease_until" says until when the process "lease_holder" has it, or when it may be tried again.
CREATE TABLE job (
    id           bigint  PRIMARY KEY,
    kind         integer NOT NULL,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    region       integer NOT NULL,
    client_id    bigint  NOT NULL REFERENCES client (id),
    officer_id   bigint  NOT NULL REFERENCES officer (id),
    batch_id     bigint  REFERENCES batch (id),
    arguments    text,
    state        integer NOT NULL,
    total        bigint  NOT NULL DEFAULT 0,
    done         bigint  NOT NULL DEFAULT 0,
    rejected     bigint  NOT NULL DEFAULT 0,
    cursor       text,
    created_at   bigint  NOT NULL,
    started_at   bigint,
    finished_at  bigint,
    lease_until  bigint  NOT NULL DEFAULT 0,
    lease_holder bigint  NOT NULL DEFAULT 0,
    faults       integer NOT NULL DEFAULT 0,
    fault        text
);

CREATE INDEX job_authority ON job (authority_id, created_at, id);
CREATE INDEX job_batch ON job (batch_id, created_at);
CREATE INDEX job_open ON job (created_at, id) WHERE state IN (0, 1, 2);

-- Rows as they were uploaded, encrypted; gone when the job has read them or ends.
CREATE TABLE job_input (
    job_id      bigint  NOT NULL,
    chunk       bigint  NOT NULL,
    key_version integer NOT NULL,
    bytes       bytea   NOT NULL,
    PRIMARY KEY (job_id, chunk)
);

-- What was not done and why. No name and no document number: a person is the random id.
CREATE TABLE job_error (
    job_id     bigint  NOT NULL,
    row_number bigint  NOT NULL,
    position   integer NOT NULL,
    field      text    NOT NULL,
    reason     text    NOT NULL,
    code       text,
    person_id  bigint,
    PRIMARY KEY (job_id, row_number, position)
);
