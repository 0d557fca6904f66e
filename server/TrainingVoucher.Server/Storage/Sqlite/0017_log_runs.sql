-- Sealed rows that are neighbours in the journal are neighbours in the log: one row here for each run of them. The journal rows from
-- journal_id on, so many as the length says, have the positions from "position" on.
CREATE TABLE log_run (
    position   INTEGER PRIMARY KEY,
    journal_id INTEGER NOT NULL,
    length     INTEGER NOT NULL CHECK (length > 0)
) STRICT;

INSERT INTO log_run (position, journal_id, length)
SELECT min(position), min(journal_id), count(*)
FROM (
    SELECT position, journal_id, sum(begins) OVER (ORDER BY position) AS run
    FROM (
        SELECT position, journal_id, CASE WHEN journal_id = lag(journal_id) OVER (ORDER BY position) + 1 THEN 0 ELSE 1 END AS begins
        FROM log_position) AS marked) AS numbered
GROUP BY run;

DROP TRIGGER log_position_no_update;
DROP TRIGGER log_position_no_delete;
DROP TRIGGER log_position_no_replace;
DROP TABLE log_position;
ALTER TABLE log_run RENAME TO log_position;

CREATE TRIGGER log_position_no_update BEFORE UPDATE ON log_position BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_position_no_delete BEFORE DELETE ON log_position BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_position_no_replace BEFORE INSERT ON log_position WHEN EXISTS (SELECT 1 FROM log_position WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
