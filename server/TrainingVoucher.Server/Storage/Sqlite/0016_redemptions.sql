-- A redemption changes no index of the voucher: what an institution redeemed is a list of its own, and each row says on which day the
-- sweep looks at it, which a redemption leaves as it is. Day 0: it has to look.
ALTER TABLE voucher ADD COLUMN due_on INTEGER DEFAULT 0 CHECK (due_on IS NOT NULL OR state NOT IN (1, 2));
DROP INDEX voucher_due;
DROP INDEX voucher_batch;
DROP INDEX voucher_institution;
CREATE INDEX voucher_due ON voucher (due_on, batch_id) WHERE due_on IS NOT NULL;

CREATE TABLE redemption (
    institution_id INTEGER NOT NULL,
    redeemed_at    INTEGER NOT NULL,
    bucket         INTEGER NOT NULL,
    voucher_id     BLOB    NOT NULL,
    due_on         INTEGER
) STRICT;

INSERT INTO redemption (institution_id, redeemed_at, bucket, voucher_id, due_on)
SELECT institution_id, redeemed_at, bucket, id, 0 FROM voucher WHERE institution_id IS NOT NULL;

CREATE INDEX redemption_institution ON redemption (institution_id, redeemed_at, voucher_id);
CREATE INDEX redemption_due ON redemption (due_on) WHERE due_on IS NOT NULL;
