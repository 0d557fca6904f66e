-- What was sealed by the end of a day, for reconciliation.
CREATE INDEX log_checkpoint_at ON log_checkpoint (at, size);
