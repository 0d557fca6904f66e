-- The bucket leads every key: it is that of the holder, and the first bits of the voucher id say it to the server alone.
-- Vouchers are written at the highest rate of all: what they refer to is checked by the command that writes them, not by a foreign key.
CREATE TABLE voucher (
    bucket         integer NOT NULL,
    id             bytea   NOT NULL CHECK (length(id) = 10),
    batch_id       bigint  NOT NULL,
    scheme_id      bigint  NOT NULL,
    region         integer NOT NULL,
    person_id      bigint  NOT NULL,
    state          integer NOT NULL,
    suspended      boolean NOT NULL DEFAULT FALSE,
    contested      boolean NOT NULL DEFAULT FALSE,
    first_day      integer NOT NULL,
    last_day       integer NOT NULL,
    unit_fen       bigint  NOT NULL CHECK (unit_fen >= 0),
    amount_fen     bigint  NOT NULL DEFAULT 0 CHECK (amount_fen BETWEEN 0 AND unit_fen),
    created_at     bigint  NOT NULL,
    channel_id     bigint,
    claimed_at     bigint,
    shard          bigint,
    shard_index    integer,
    token          text,
    institution_id bigint,
    project        text,
    level          integer,
    class_ends_on  integer,
    redeemed_at    bigint,
    application_id bigint,
    version        integer NOT NULL DEFAULT 1,
    PRIMARY KEY (bucket, id),
    UNIQUE (bucket, person_id, batch_id)
) /* partitioned */;

CREATE INDEX voucher_due ON voucher (last_day, batch_id) WHERE state IN (1, 2);
CREATE INDEX voucher_ended ON voucher (bucket, id, class_ends_on) WHERE state = 3;
CREATE INDEX voucher_institution ON voucher (institution_id, redeemed_at, id) WHERE institution_id IS NOT NULL;

-- Rules that cross batches: a count that the limit bounds, whoever claims at the same time.
CREATE TABLE person_rule (
    bucket    integer NOT NULL,
    person_id bigint  NOT NULL,
    rule      text    NOT NULL,
    period    integer NOT NULL DEFAULT 0,
    count     integer NOT NULL,
    bound     integer NOT NULL,
    PRIMARY KEY (bucket, person_id, rule, period),
    CHECK (count BETWEEN 0 AND bound)
) /* partitioned */;
