-- The order of the journal: positions without gaps, given by the sealer. Positions start at 0.
CREATE TABLE log_position (
    position   INTEGER PRIMARY KEY,
    journal_id INTEGER NOT NULL
) STRICT;

-- Hashes of the Merkle tree over the positions: at level 0 of the leaves, at level 1 of complete subtrees of 256 leaves, at level 2 of
-- 65,536 … A row holds neighbours from "start" on, 32 bytes each, and never goes across a multiple of 256.
CREATE TABLE log_tile (
    level  INTEGER NOT NULL,
    start  INTEGER NOT NULL,
    hashes BLOB    NOT NULL,
    PRIMARY KEY (level, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_checkpoint (
    size      INTEGER PRIMARY KEY,
    root      BLOB    NOT NULL,
    previous  INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    key_id    INTEGER NOT NULL,
    signature BLOB    NOT NULL
) STRICT;

-- One row, which the sealer holds while it works. Journal rows up to the watermark are sealed, and none can appear there any more;
-- sealed rows above it have positions from scan_from on. "checkpoint" is the size of the last one.
CREATE TABLE log_state (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    size       INTEGER NOT NULL,
    watermark  INTEGER NOT NULL,
    scan_from  INTEGER NOT NULL,
    checkpoint INTEGER NOT NULL
) STRICT;

INSERT INTO log_state (id, size, watermark, scan_from, checkpoint) VALUES (1, 0, 0, 0, 0);

CREATE TRIGGER log_position_no_update BEFORE UPDATE ON log_position BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_position_no_delete BEFORE DELETE ON log_position BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_position_no_replace BEFORE INSERT ON log_position WHEN EXISTS (SELECT 1 FROM log_position WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER log_tile_no_update BEFORE UPDATE ON log_tile BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_tile_no_delete BEFORE DELETE ON log_tile BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_tile_no_replace BEFORE INSERT ON log_tile WHEN EXISTS (SELECT 1 FROM log_tile WHERE level = NEW.level AND start = NEW.start)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER log_checkpoint_no_update BEFORE UPDATE ON log_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_checkpoint_no_delete BEFORE DELETE ON log_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_checkpoint_no_replace BEFORE INSERT ON log_checkpoint WHEN EXISTS (SELECT 1 FROM log_checkpoint WHERE size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
