-- The bucket leads every key: it is that of the holder, and the first bits of the voucher id say it to the server alone.
CREATE TABLE voucher (
    bucket         INTEGER NOT NULL,
    id             BLOB    NOT NULL CHECK (length(id) = 10),
    batch_id       INTEGER NOT NULL REFERENCES batch (id),
    scheme_id      INTEGER NOT NULL REFERENCES scheme (id),
    region         INTEGER NOT NULL,
    person_id      INTEGER NOT NULL REFERENCES person (id),
    state          INTEGER NOT NULL,
    suspended      INTEGER NOT NULL DEFAULT 0,
    contested      INTEGER NOT NULL DEFAULT 0,
    first_day      INTEGER NOT NULL,
    last_day       INTEGER NOT NULL,
    unit_fen       INTEGER NOT NULL CHECK (unit_fen >= 0),
    amount_fen     INTEGER NOT NULL DEFAULT 0 CHECK (amount_fen BETWEEN 0 AND unit_fen),
    created_at     INTEGER NOT NULL,
    channel_id     INTEGER REFERENCES channel (id),
    claimed_at     INTEGER,
    shard          INTEGER,
    shard_index    INTEGER,
    token          TEXT,
    institution_id INTEGER REFERENCES institution (id),
    project        TEXT,
    level          INTEGER,
    class_ends_on  INTEGER,
    redeemed_at    INTEGER,
    application_id INTEGER,
    version        INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (bucket, id),
    UNIQUE (bucket, batch_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX voucher_person ON voucher (bucket, person_id);
CREATE INDEX voucher_due ON voucher (state, last_day);
CREATE INDEX voucher_batch ON voucher (batch_id, state, last_day);
CREATE INDEX voucher_institution ON voucher (institution_id, redeemed_at) WHERE institution_id IS NOT NULL;

-- Rules that cross batches: a count that the limit bounds, whoever claims at the same time.
CREATE TABLE person_rule (
    bucket    INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    rule      TEXT    NOT NULL,
    period    INTEGER NOT NULL DEFAULT 0,
    count     INTEGER NOT NULL,
    bound     INTEGER NOT NULL,
    PRIMARY KEY (bucket, person_id, rule, period),
    CHECK (count BETWEEN 0 AND bound)
) STRICT, WITHOUT ROWID;
