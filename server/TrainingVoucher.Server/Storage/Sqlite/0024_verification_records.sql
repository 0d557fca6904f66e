-- Every attempt to check, redeem or reverse at an institution, and what came of it: "accepted" or the code of the refusal. The voucher stands
-- there when the institution may know of it, and what was scanned never does. It takes the place of voucher_check, which knew neither kind nor form.
-- Rows come in the order of time: a redemption writes no index on a random page for it.
CREATE TABLE verification (
    institution_id INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    id             INTEGER NOT NULL,
    client_id      INTEGER NOT NULL,
    platform_id    INTEGER,
    kind           INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    form           INTEGER CHECK (form IN (1, 2)),
    outcome        TEXT    NOT NULL,
    voucher_id     BLOB,
    device         TEXT,
    PRIMARY KEY (institution_id, at, id)
) STRICT, WITHOUT ROWID;

INSERT INTO verification (institution_id, at, id, client_id, kind, outcome, voucher_id)
SELECT institution_id, at, row_number() OVER (), client_id, 1, CASE outcome WHEN 'usable' THEN 'accepted' ELSE outcome END, CASE outcome WHEN 'unknown_code' THEN NULL ELSE voucher_id END
FROM voucher_check;

DROP TABLE voucher_check;
