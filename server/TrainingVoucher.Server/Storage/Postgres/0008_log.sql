-- The order of the journal: positions without gaps, given by the sealer. Positions start at 0.
CREATE TABLE log_position (
    position   bigint PRIMARY KEY,
    journal_id bigint NOT NULL
);

-- Hashes of the Merkle tree over the positions: at level 0 of the leaves, at level 1 of complete subtrees of 256 leaves, at level 2 of
-- 65,536 … A row holds neighbours from "start" on, 32 bytes each, and never goes across a multiple of 256.
CREATE TABLE log_tile (
    level  integer NOT NULL,
    start  bigint  NOT NULL,
    hashes bytea   NOT NULL,
    PRIMARY KEY (level, start)
);

-- Hashes do not compress.
ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE log_checkpoint (
    size      bigint PRIMARY KEY,
    root      bytea  NOT NULL,
    previous  bigint NOT NULL,
    at        bigint NOT NULL,
    key_id    bigint NOT NULL,
    signature bytea  NOT NULL
);

-- One row, which the sealer holds while it works. Journal rows up to the watermark are sealed, and none can appear there any more;
-- sealed rows above it have positions from scan_from on. "checkpoint" is the size of the last one.
CREATE TABLE log_state (
    id         integer PRIMARY KEY CHECK (id = 1),
    size       bigint  NOT NULL,
    watermark  bigint  NOT NULL,
    scan_from  bigint  NOT NULL,
    checkpoint bigint  NOT NULL
);

INSERT INTO log_state (id, size, watermark, scan_from, checkpoint) VALUES (1, 0, 0, 0, 0);

CREATE TRIGGER log_position_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_position FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER log_tile_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tile FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER log_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION append_only();
