CREATE TABLE scheme (
    id              bigint  PRIMARY KEY,
    authority_id    bigint  NOT NULL REFERENCES authority (id),
    region          integer NOT NULL,
    definition      text    NOT NULL,
    display         text    NOT NULL,
    display_version integer NOT NULL,
    suspended       boolean NOT NULL DEFAULT FALSE,
    created_by      bigint  NOT NULL REFERENCES officer (id),
    created_at      bigint  NOT NULL
);

CREATE TABLE release (
    id           bigint  PRIMARY KEY,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    region       integer NOT NULL,
    title        text    NOT NULL,
    state        integer NOT NULL,
    proposed_by  bigint  NOT NULL REFERENCES officer (id),
    proposed_at  bigint  NOT NULL,
    decided_by   bigint  REFERENCES officer (id),
    decided_at   bigint,
    CHECK (state <> 2 OR decided_by <> proposed_by)
);

-- "claimed" counts what is given out and not given back; "next_claim" numbers claims for the status shards and never goes back.
CREATE TABLE batch (
    id             bigint  PRIMARY KEY,
    number         bigint  NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 4294967295),
    release_id     bigint  NOT NULL REFERENCES release (id),
    scheme_id      bigint  NOT NULL REFERENCES scheme (id),
    line_id        bigint  REFERENCES budget_line (id),
    authority_id   bigint  NOT NULL REFERENCES authority (id),
    region         integer NOT NULL,
    mode           integer NOT NULL,
    unit_fen       bigint  NOT NULL CHECK (unit_fen >= 0),
    quantity       integer NOT NULL CHECK (quantity > 0),
    claimed        integer NOT NULL DEFAULT 0,
    next_claim     bigint  NOT NULL DEFAULT 0,
    opens_at       bigint  NOT NULL,
    closes_at      bigint  NOT NULL,
    state          integer NOT NULL,
    suspended      boolean NOT NULL DEFAULT FALSE,
    query_category text,
    query_region   integer,
    CHECK (claimed BETWEEN 0 AND quantity),
    CHECK (unit_fen = 0 OR line_id IS NOT NULL)
);

CREATE INDEX batch_release ON batch (release_id);
CREATE INDEX batch_scheme ON batch (scheme_id);

CREATE TABLE batch_channel (
    batch_id   bigint  NOT NULL REFERENCES batch (id),
    channel_id bigint  NOT NULL REFERENCES channel (id),
    quota      integer,
    used       integer NOT NULL DEFAULT 0,
    PRIMARY KEY (batch_id, channel_id),
    CHECK (used >= 0 AND (quota IS NULL OR used <= quota))
);

-- The status shards of a batch, in order; a shard number is used once in the installation.
CREATE TABLE batch_shard (
    batch_id bigint  NOT NULL REFERENCES batch (id),
    position integer NOT NULL,
    shard    bigint  NOT NULL UNIQUE CHECK (shard BETWEEN 0 AND 16777215),
    PRIMARY KEY (batch_id, position)
);

-- The list of a targeted batch; who stands there by a register query was listed by nobody.
CREATE TABLE batch_person (
    bucket    integer NOT NULL,
    person_id bigint  NOT NULL,
    batch_id  bigint  NOT NULL REFERENCES batch (id),
    listed_by bigint  REFERENCES officer (id),
    PRIMARY KEY (bucket, person_id, batch_id)
);

CREATE INDEX batch_person_batch ON batch_person (batch_id, person_id);

-- Facts about persons; a new version supersedes the one before and leaves it readable.
CREATE TABLE register_entry (
    bucket        integer NOT NULL,
    person_id     bigint  NOT NULL,
    category      text    NOT NULL,
    region        integer NOT NULL,
    authority_id  bigint  NOT NULL REFERENCES authority (id),
    version       integer NOT NULL,
    evidence      text,
    valid_from    integer NOT NULL,
    valid_to      integer NOT NULL,
    uploaded_by   bigint  NOT NULL REFERENCES officer (id),
    uploaded_at   bigint  NOT NULL,
    superseded_at bigint,
    PRIMARY KEY (bucket, person_id, category, region, authority_id, version)
);

CREATE INDEX register_entry_query ON register_entry (category, region) WHERE superseded_at IS NULL;
