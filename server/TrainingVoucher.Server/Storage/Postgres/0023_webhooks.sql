-- Where events of a feed are sent. "types" has bit n for the event type n, and is 0 for all; "next" is the number of the next event that is looked
-- at, "queued" the place of the last one that was put in the queue. The secrets are sealed; 4 is the state of one that was
-- removed, until what it had is dropped.
CREATE TABLE webhook_endpoint (
    id                  bigint  PRIMARY KEY,
    kind                integer NOT NULL,
    audience            bigint  NOT NULL,
    client_id           bigint  NOT NULL,
    url                 text    NOT NULL,
    types               bigint  NOT NULL,
    secret              bytea   NOT NULL,
    former_secret       bytea,
    former_secret_until bigint,
    state               integer NOT NULL CHECK (state IN (1, 2, 3, 4)),
    next                bigint  NOT NULL CHECK (next > 0),
    queued              bigint  NOT NULL,
    faults              integer NOT NULL,
    quiet_until         bigint  NOT NULL,
    lease_holder        bigint  NOT NULL,
    lease_until         bigint  NOT NULL,
    created_at          bigint  NOT NULL
);

CREATE INDEX webhook_endpoint_audience ON webhook_endpoint (kind, audience, id);

CREATE TABLE webhook_delivery (
    endpoint_id  bigint  NOT NULL REFERENCES webhook_endpoint (id),
    place        bigint  NOT NULL,
    id           bigint  NOT NULL UNIQUE,
    number       bigint,
    state        integer NOT NULL CHECK (state IN (1, 2, 3)),
    attempts     integer NOT NULL,
    due_at       bigint  NOT NULL,
    created_at   bigint  NOT NULL,
    attempted_at bigint,
    status       integer,
    fault        integer,
    PRIMARY KEY (endpoint_id, place),
    UNIQUE (endpoint_id, number)
);

CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, due_at, place) WHERE state = 1;
CREATE INDEX webhook_delivery_done ON webhook_delivery (attempted_at) WHERE state <> 1;
