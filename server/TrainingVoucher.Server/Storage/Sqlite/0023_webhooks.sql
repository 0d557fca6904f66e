-- Where events of a feed are sent. "types" has bit n for the event type n, and is 0 for all; "next" is the number of the next event that is looked
-- at, "queued" the place of the last one that was put in the queue. The secrets are sealed; 4 is the state of one that was
-- removed, until what it had is dropped.
CREATE TABLE webhook_endpoint (
    id                  INTEGER PRIMARY KEY,
    kind                INTEGER NOT NULL,
    audience            INTEGER NOT NULL,
    client_id           INTEGER NOT NULL,
    url                 TEXT    NOT NULL,
    types               INTEGER NOT NULL,
    secret              BLOB    NOT NULL,
    former_secret       BLOB,
    former_secret_until INTEGER,
    state               INTEGER NOT NULL CHECK (state IN (1, 2, 3, 4)),
    next                INTEGER NOT NULL CHECK (next > 0),
    queued              INTEGER NOT NULL,
    faults              INTEGER NOT NULL,
    quiet_until         INTEGER NOT NULL,
    lease_holder        INTEGER NOT NULL,
    lease_until         INTEGER NOT NULL,
    created_at          INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_endpoint_audience ON webhook_endpoint (kind, audience, id);

CREATE TABLE webhook_delivery (
    endpoint_id  INTEGER NOT NULL REFERENCES webhook_endpoint (id),
    place        INTEGER NOT NULL,
    id           INTEGER NOT NULL UNIQUE,
    number       INTEGER,
    state        INTEGER NOT NULL CHECK (state IN (1, 2, 3)),
    attempts     INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    attempted_at INTEGER,
    status       INTEGER,
    fault        INTEGER,
    PRIMARY KEY (endpoint_id, place),
    UNIQUE (endpoint_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, due_at, place) WHERE state = 1;
CREATE INDEX webhook_delivery_done ON webhook_delivery (attempted_at) WHERE state <> 1;
