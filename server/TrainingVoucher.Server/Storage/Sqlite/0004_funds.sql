-- The five balances of a budget line always add up to what was appropriated, and none is negative.
CREATE TABLE budget_line (
    id           INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    region       INTEGER NOT NULL,
    source       INTEGER NOT NULL,
    year         INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    appropriated INTEGER NOT NULL DEFAULT 0,
    available    INTEGER NOT NULL DEFAULT 0 CHECK (available >= 0),
    reserved     INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    obligated    INTEGER NOT NULL DEFAULT 0 CHECK (obligated >= 0),
    approved     INTEGER NOT NULL DEFAULT 0 CHECK (approved >= 0),
    disbursed    INTEGER NOT NULL DEFAULT 0 CHECK (disbursed >= 0),
    created_at   INTEGER NOT NULL,
    CHECK (appropriated = available + reserved + obligated + approved + disbursed)
) STRICT;

-- Double entry: every movement leaves one balance and enters another. Corrections are new postings.
CREATE TABLE posting (
    id      INTEGER PRIMARY KEY,
    line_id INTEGER NOT NULL REFERENCES budget_line (id),
    at      INTEGER NOT NULL,
    debit   TEXT    NOT NULL CHECK (debit IN ('source', 'available', 'reserved', 'obligated', 'approved', 'disbursed')),
    credit  TEXT    NOT NULL CHECK (credit IN ('source', 'available', 'reserved', 'obligated', 'approved', 'disbursed') AND credit <> debit),
    fen     INTEGER NOT NULL CHECK (fen > 0),
    cause   TEXT    NOT NULL,
    subject TEXT    NOT NULL
) STRICT;

CREATE INDEX posting_line ON posting (line_id, id);
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER posting_no_replace BEFORE INSERT ON posting WHEN EXISTS (SELECT 1 FROM posting WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;

CREATE TABLE subsidy_standard (
    id           INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    project      TEXT    NOT NULL,
    level        INTEGER NOT NULL,
    category     TEXT    NOT NULL,
    fen          INTEGER NOT NULL CHECK (fen >= 0),
    valid_from   INTEGER NOT NULL,
    valid_to     INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    UNIQUE (authority_id, project, level, category, valid_from)
) STRICT;
