CREATE TABLE scheme (
    id              INTEGER PRIMARY KEY,
    authority_id    INTEGER NOT NULL REFERENCES authority (id),
    region          INTEGER NOT NULL,
    definition      TEXT    NOT NULL,
    display         TEXT    NOT NULL,
    display_version INTEGER NOT NULL,
    suspended       INTEGER NOT NULL DEFAULT 0,
    created_by      INTEGER NOT NULL REFERENCES officer (id),
    created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE release (
    id           INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    region       INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    state        INTEGER NOT NULL,
    proposed_by  INTEGER NOT NULL REFERENCES officer (id),
    proposed_at  INTEGER NOT NULL,
    decided_by   INTEGER REFERENCES officer (id),
    decided_at   INTEGER,
    CHECK (state <> 2 OR decided_by <> proposed_by)
) STRICT;

-- "claimed" counts what is given out and not given back; "next_claim" numbers claims for the status shards and never goes back.
CREATE TABLE batch (
    id             INTEGER PRIMARY KEY,
    number         INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 4294967295),
    release_id     INTEGER NOT NULL REFERENCES release (id),
    scheme_id      INTEGER NOT NULL REFERENCES scheme (id),
    line_id        INTEGER REFERENCES budget_line (id),
    authority_id   INTEGER NOT NULL REFERENCES authority (id),
    region         INTEGER NOT NULL,
    mode           INTEGER NOT NULL,
    unit_fen       INTEGER NOT NULL CHECK (unit_fen >= 0),
    quantity       INTEGER NOT NULL CHECK (quantity > 0),
    claimed        INTEGER NOT NULL DEFAULT 0,
    next_claim     INTEGER NOT NULL DEFAULT 0,
    opens_at       INTEGER NOT NULL,
    closes_at      INTEGER NOT NULL,
    state          INTEGER NOT NULL,
    suspended      INTEGER NOT NULL DEFAULT 0,
    query_category TEXT,
    query_region   INTEGER,
    CHECK (claimed BETWEEN 0 AND quantity),
    CHECK (unit_fen = 0 OR line_id IS NOT NULL)
) STRICT;

CREATE INDEX batch_release ON batch (release_id);
CREATE INDEX batch_scheme ON batch (scheme_id);

CREATE TABLE batch_channel (
    batch_id   INTEGER NOT NULL REFERENCES batch (id),
    channel_id INTEGER NOT NULL REFERENCES channel (id),
    quota      INTEGER,
    used       INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (batch_id, channel_id),
    CHECK (used >= 0 AND (quota IS NULL OR used <= quota))
) STRICT, WITHOUT ROWID;

-- The status shards of a batch, in order; a shard number is used once in the installation.
CREATE TABLE batch_shard (
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    position INTEGER NOT NULL,
    shard    INTEGER NOT NULL UNIQUE CHECK (shard BETWEEN 0 AND 16777215),
    PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;

-- The list of a targeted batch; who stands there by a register query was listed by nobody.
CREATE TABLE batch_person (
    batch_id  INTEGER NOT NULL REFERENCES batch (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    listed_by INTEGER REFERENCES officer (id),
    PRIMARY KEY (batch_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_person_person ON batch_person (person_id);

-- Facts about persons; a new version supersedes the one before and leaves it readable.
CREATE TABLE register_entry (
    bucket        INTEGER NOT NULL,
    person_id     INTEGER NOT NULL REFERENCES person (id),
    category      TEXT    NOT NULL,
    region        INTEGER NOT NULL,
    authority_id  INTEGER NOT NULL REFERENCES authority (id),
    version       INTEGER NOT NULL,
    evidence      TEXT,
    valid_from    INTEGER NOT NULL,
    valid_to      INTEGER NOT NULL,
    uploaded_by   INTEGER NOT NULL REFERENCES officer (id),
    uploaded_at   INTEGER NOT NULL,
    superseded_at INTEGER,
    PRIMARY KEY (bucket, person_id, category, region, authority_id, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX register_entry_query ON register_entry (category, region) WHERE superseded_at IS NULL;
