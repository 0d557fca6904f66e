-- Where a channel is switched off: a row for each region that an authority switched it off in. The two codes span the region's subtree.
CREATE TABLE channel_off (
    channel_id  bigint  NOT NULL REFERENCES channel (id),
    region      integer NOT NULL,
    from_region integer NOT NULL,
    to_region   integer NOT NULL,
    officer_id  bigint  NOT NULL REFERENCES officer (id),
    at          bigint  NOT NULL,
    PRIMARY KEY (channel_id, region)
);
