CREATE TABLE application (
    id             INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    authority_id   INTEGER NOT NULL REFERENCES authority (id),
    region         INTEGER NOT NULL,
    benefit        INTEGER NOT NULL,
    state          INTEGER NOT NULL,
    submitted_at   INTEGER NOT NULL,
    reviewed_by    INTEGER REFERENCES officer (id),
    approved_by    INTEGER REFERENCES officer (id),
    version        INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX application_institution ON application (institution_id, submitted_at);
CREATE INDEX application_authority ON application (region, submitted_at);

-- "line" is the number of the row in the roster. No line is approved by the officer who reviewed it.
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
    approved_by    INTEGER REFERENCES officer (id),
    PRIMARY KEY (application_id, line),
    FOREIGN KEY (bucket, voucher_id) REFERENCES voucher (bucket, id),
    CHECK (approved_by IS NULL OR approved_by <> reviewed_by),
    CHECK (state NOT IN (4, 5, 6) OR (approved_by IS NOT NULL AND reviewed_by IS NOT NULL)),
    CHECK (fen = 0 OR budget_line_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- A code is in at most one live application per benefit; 3 is rejected, 7 revoked.
CREATE UNIQUE INDEX application_line_live ON application_line (bucket, voucher_id, benefit) WHERE state NOT IN (3, 7);

-- What a budget line paid at once for an application; what came back is a new row with a negative amount and a reason.
CREATE TABLE disbursement (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application (id),
    budget_line_id INTEGER NOT NULL REFERENCES budget_line (id),
    fen            INTEGER NOT NULL CHECK (fen <> 0),
    reference      TEXT,
    reason         TEXT,
    paid_on        INTEGER NOT NULL,
    recorded_by    INTEGER NOT NULL REFERENCES officer (id),
    recorded_at    INTEGER NOT NULL,
    CHECK (CASE WHEN fen > 0 THEN reference IS NOT NULL AND reason IS NULL ELSE reference IS NULL AND reason IS NOT NULL END)
) STRICT;

CREATE INDEX disbursement_application ON disbursement (application_id);
CREATE INDEX disbursement_line ON disbursement (budget_line_id);
CREATE TRIGGER disbursement_no_update BEFORE UPDATE ON disbursement BEGIN SELECT RAISE(ABORT, 'disbursements are append-only'); END;
CREATE TRIGGER disbursement_no_delete BEFORE DELETE ON disbursement BEGIN SELECT RAISE(ABORT, 'disbursements are append-only'); END;
