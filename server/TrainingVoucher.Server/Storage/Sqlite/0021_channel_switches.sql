-- Where a channel is switched off: a row for each region that an authority switched it off in. The two codes span the region's subtree.
CREATE TABLE channel_off (
    channel_id  INTEGER NOT NULL REFERENCES channel (id),
    region      INTEGER NOT NULL,
    from_region INTEGER NOT NULL,
    to_region   INTEGER NOT NULL,
    officer_id  INTEGER NOT NULL REFERENCES officer (id),
    at          INTEGER NOT NULL,
    PRIMARY KEY (channel_id, region)
) STRICT, WITHOUT ROWID;
