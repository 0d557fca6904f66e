-- Sealed rows that are neighbours in the journal are neighbours in the log: one row here for each run of them. The journal rows from
-- journal_id on, so many as the length says, have the positions from "position" on.
CREATE TABLE log_run (
    position   bigint PRIMARY KEY,
    journal_id bigint NOT NULL,
    length     bigint NOT NULL CHECK (length > 0)
);

INSERT INTO log_run (position, journal_id, length)
SELECT min(position), min(journal_id), count(*)
FROM (
    SELECT position, journal_id, sum(begins) OVER (ORDER BY position) AS run
    FROM (
        SELECT position, journal_id, CASE WHEN journal_id = lag(journal_id) OVER (ORDER BY position) + 1 THEN 0 ELSE 1 END AS begins
        FROM log_position) AS marked) AS numbered
GROUP BY run;

DROP TABLE log_position;
ALTER TABLE log_run RENAME TO log_position;
ALTER INDEX log_run_pkey RENAME TO log_position_pkey;
ALTER TABLE log_position RENAME CONSTRAINT log_run_length_check TO log_position_length_check;

CREATE TRIGGER log_position_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_position FOR EACH STATEMENT EXECUTE FUNCTION append_only();
