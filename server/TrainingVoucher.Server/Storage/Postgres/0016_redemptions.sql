-- A redemption changes no index of the voucher and finds room on its page, so that it is an update in place: what an institution redeemed
-- is a list of its own, and each row says on which day the sweep looks at it, which a redemption leaves as it is. Day 0: it has to look.
ALTER TABLE voucher ADD COLUMN due_on integer DEFAULT 0;
ALTER TABLE voucher ADD CONSTRAINT voucher_due_on_check CHECK (due_on IS NOT NULL OR state NOT IN (1, 2));
DROP INDEX voucher_due;
DROP INDEX voucher_ended;
DROP INDEX voucher_institution;
CREATE INDEX voucher_due ON voucher (due_on, batch_id) WHERE due_on IS NOT NULL;

DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN
        SELECT oid::regclass FROM pg_class
        WHERE relkind = 'r' AND (oid = 'voucher'::regclass OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'voucher'::regclass))
    LOOP
        EXECUTE format('ALTER TABLE %s SET (fillfactor = 85)', part);
    END LOOP;
END
$$;

CREATE TABLE redemption (
    institution_id bigint  NOT NULL,
    redeemed_at    bigint  NOT NULL,
    bucket         integer NOT NULL,
    voucher_id     bytea   NOT NULL,
    due_on         integer
);

INSERT INTO redemption (institution_id, redeemed_at, bucket, voucher_id, due_on)
SELECT institution_id, redeemed_at, bucket, id, 0 FROM voucher WHERE institution_id IS NOT NULL;

CREATE INDEX redemption_institution ON redemption (institution_id, redeemed_at, voucher_id);
CREATE INDEX redemption_due ON redemption (due_on) WHERE due_on IS NOT NULL;

-- A vacuum summarizes new pages. To ask for it page by page fills the log where there are more than the workers can do.
ALTER INDEX idempotency_age SET (autosummarize = off);
