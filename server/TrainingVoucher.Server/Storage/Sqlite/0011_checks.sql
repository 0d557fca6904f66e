-- Who asked about which voucher, when, and what he was told. Written with every check.
CREATE TABLE voucher_check (
    bucket         INTEGER NOT NULL,
    voucher_id     BLOB    NOT NULL,
    at             INTEGER NOT NULL,
    client_id      INTEGER NOT NULL,
    institution_id INTEGER NOT NULL,
    outcome        TEXT    NOT NULL
) STRICT;

CREATE INDEX voucher_check_voucher ON voucher_check (bucket, voucher_id, at);

-- The one append-only table of 0007 that INSERT OR REPLACE could still overwrite.
CREATE TRIGGER disbursement_no_replace BEFORE INSERT ON disbursement WHEN EXISTS (SELECT 1 FROM disbursement WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'disbursements are append-only'); END;
