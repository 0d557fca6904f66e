CREATE TABLE application (
    id             bigint  PRIMARY KEY,
    institution_id bigint  NOT NULL REFERENCES institution (id),
    authority_id   bigint  NOT NULL REFERENCES authority (id),
    region         integer NOT NULL,
    benefit        integer NOT NULL,
    state          integer NOT NULL,
    submitted_at   bigint  NOT NULL,
    reviewed_by    bigint  REFERENCES officer (id),
    approved_by    bigint  REFERENCES officer (id),
    version        integer NOT NULL DEFAULT 1
);

CREATE INDEX application_institution ON application (institution_id, submitted_at);
CREATE INDEX application_authority ON application (region, submitted_at);

-- "line" is the number of the row in the roster. No line is approved by the officer who reviewed it.
CREATE TABLE application_line (
    application_id bigint  NOT NULL REFERENCES application (id),
    line           integer NOT NULL,
    bucket         integer NOT NULL,
    voucher_id     bytea   NOT NULL,
    benefit        integer NOT NULL,
    budget_line_id bigint  REFERENCES budget_line (id),
    fen            bigint  NOT NULL CHECK (fen >= 0),
    state          integer NOT NULL,
    reason         text,
    reviewed_by    bigint  REFERENCES officer (id),
    approved_by    bigint  REFERENCES officer (id),
    PRIMARY KEY (application_id, line),
    FOREIGN KEY (bucket, voucher_id) REFERENCES voucher (bucket, id),
    CHECK (approved_by IS NULL OR approved_by <> reviewed_by),
    CHECK (state NOT IN (4, 5, 6) OR (approved_by IS NOT NULL AND reviewed_by IS NOT NULL)),
    CHECK (fen = 0 OR budget_line_id IS NOT NULL)
);

-- A code is in at most one live application per benefit; 3 is rejected, 7 revoked.
CREATE UNIQUE INDEX application_line_live ON application_line (bucket, voucher_id, benefit) WHERE state NOT IN (3, 7);

-- What a budget line paid at once for an application; what came back is a new row with a negative amount and a reason.
CREATE TABLE disbursement (
    id             bigint  PRIMARY KEY,
    application_id bigint  NOT NULL REFERENCES application (id),
    budget_line_id bigint  NOT NULL REFERENCES budget_line (id),
    fen            bigint  NOT NULL CHECK (fen <> 0),
    reference      text,
    reason         text,
    paid_on        integer NOT NULL,
    recorded_by    bigint  NOT NULL REFERENCES officer (id),
    recorded_at    bigint  NOT NULL,
    CHECK (CASE WHEN fen > 0 THEN reference IS NOT NULL AND reason IS NULL ELSE reference IS NULL AND reason IS NOT NULL END)
);

CREATE INDEX disbursement_application ON disbursement (application_id);
CREATE INDEX disbursement_line ON disbursement (budget_line_id);
CREATE TRIGGER disbursement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disbursement FOR EACH STATEMENT EXECUTE FUNCTION append_only();
