-- The five balances of a budget line always add up to what was appropriated, and none is negative.
CREATE TABLE budget_line (
    id           bigint  PRIMARY KEY,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    region       integer NOT NULL,
    source       integer NOT NULL,
    year         integer NOT NULL,
    name         text    NOT NULL,
    appropriated bigint  NOT NULL DEFAULT 0,
    available    bigint  NOT NULL DEFAULT 0 CHECK (available >= 0),
    reserved     bigint  NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    obligated    bigint  NOT NULL DEFAULT 0 CHECK (obligated >= 0),
    approved     bigint  NOT NULL DEFAULT 0 CHECK (approved >= 0),
    disbursed    bigint  NOT NULL DEFAULT 0 CHECK (disbursed >= 0),
    created_at   bigint  NOT NULL,
    CHECK (appropriated = available + reserved + obligated + approved + disbursed)
);

-- Double entry: every movement leaves one balance and enters another. Corrections are new postings.
CREATE TABLE posting (
    id      bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    line_id bigint  NOT NULL REFERENCES budget_line (id),
    at      bigint  NOT NULL,
    debit   text    NOT NULL CHECK (debit IN ('source', 'available', 'reserved', 'obligated', 'approved', 'disbursed')),
    credit  text    NOT NULL CHECK (credit IN ('source', 'available', 'reserved', 'obligated', 'approved', 'disbursed') AND credit <> debit),
    fen     bigint  NOT NULL CHECK (fen > 0),
    cause   text    NOT NULL,
    subject text    NOT NULL
);

CREATE INDEX posting_line ON posting (line_id, id);
CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TABLE subsidy_standard (
    id           bigint  PRIMARY KEY,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    project      text    NOT NULL,
    level        integer NOT NULL,
    category     text    NOT NULL,
    fen          bigint  NOT NULL CHECK (fen >= 0),
    valid_from   integer NOT NULL,
    valid_to     integer NOT NULL,
    created_at   bigint  NOT NULL,
    UNIQUE (authority_id, project, level, category, valid_from)
);
