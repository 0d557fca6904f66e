-- Numbers the claims of a batch for the status shards; never goes back. It has a row of its own so that it can be taken and committed while
-- the row of the batch waits for a commit.
CREATE TABLE claim_number (
    batch_id INTEGER PRIMARY KEY REFERENCES batch (id),
    next     INTEGER NOT NULL CHECK (next >= 0)
) STRICT;

INSERT INTO claim_number (batch_id, next) SELECT id, next_claim FROM batch;

ALTER TABLE batch DROP COLUMN next_claim;
