CREATE TABLE application (
    id             INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    authority_id   INTEGER NOT NULL REFERENCES authority (id),
    region         INTEGER NOT NULL,
    benefit        INTEGER NOT NULL,
    state          INTEGER NOT NULL,
    submitted_at   INTEGER NOT NULL,
    approved_by    INTEGER REFERENCES officer (id),
    approved_at    INTEGER,
    version        INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX application_institution ON application (institution_id, submitted_at);
CREATE INDEX application_authority ON application (region, submitted_at);

CREATE TABLE application_line (
    application_id INTEGER NOT NULL REFERENCES application (id),
    line           INTEGER NOT NULL,
    bucket         INTEGER NOT NULL,
    voucher_id     BLOB    NOT NULL,
    benefit        INTEGER NOT NULL,
    budget_line_id INTEGER REFERENCES budget_line (id),
    fen            INTEGER NOT NULL CHECK (fen >= 0),
    state          INTEGER NOT NULL,
    reason         TEXT,
    reviewed_by    INTEGER REFERENCES officer (id),
    PRIMARY KEY (application_id, line)
) STRICT, WITHOUT ROWID;

-- A code is in at most one live application per benefit; 3 is rejected, 7 revoked.
CREATE UNIQUE INDEX application_line_live ON application_line (bucket, voucher_id, benefit) WHERE state NOT IN (3, 7);

CREATE TABLE disbursement (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application (id),
    budget_line_id INTEGER NOT NULL REFERENCES budget_line (id),
    fen            INTEGER NOT NULL CHECK (fen > 0),
    reference      TEXT    NOT NULL,
    paid_on        INTEGER NOT NULL,
    recorded_by    INTEGER NOT NULL REFERENCES officer (id),
    recorded_at    INTEGER NOT NULL
) STRICT;
