-- A person is a random number; its low eight bits are the storage bucket.
CREATE TABLE person (
    id         bigint  PRIMARY KEY,
    created_at bigint  NOT NULL
);

-- The one place that knows document numbers: as a keyed hash for lookup, and encrypted in the vault.
-- A corrected or reissued document is one more row; "current" is the one that is shown.
CREATE TABLE person_document (
    hmac          bytea   NOT NULL PRIMARY KEY,
    key_version   integer NOT NULL,
    person_id     bigint  NOT NULL REFERENCES person (id),
    vault         bytea   NOT NULL,
    vault_version integer NOT NULL,
    current       boolean NOT NULL DEFAULT TRUE,
    created_at    bigint  NOT NULL
);

CREATE UNIQUE INDEX person_document_current ON person_document (person_id) WHERE current;

-- Written with every claim: what it refers to is checked by the command that writes it.
CREATE TABLE identity_session (
    id               bigint  PRIMARY KEY,
    client_id        bigint  NOT NULL,
    purpose          integer NOT NULL,
    batch_id         bigint,
    voucher_bucket   integer,
    voucher_id       bytea,
    created_at       bigint  NOT NULL,
    expires_at       bigint  NOT NULL,
    person_id        bigint,
    method           text,
    assertion_hash   bytea   UNIQUE,
    assertion_expires_at bigint,
    used_at          bigint
);
