-- A person is a random number; its low eight bits are the storage bucket.
CREATE TABLE person (
    id         INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;

-- The one place that knows document numbers: as a keyed hash for lookup, and encrypted in the vault.
-- A corrected or reissued document is one more row; "current" is the one that is shown.
CREATE TABLE person_document (
    hmac          BLOB    NOT NULL PRIMARY KEY,
    key_version   INTEGER NOT NULL,
    person_id     INTEGER NOT NULL REFERENCES person (id),
    vault         BLOB    NOT NULL,
    vault_version INTEGER NOT NULL,
    current       INTEGER NOT NULL DEFAULT 1,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX person_document_current ON person_document (person_id) WHERE current = 1;

CREATE TABLE identity_session (
    id               INTEGER PRIMARY KEY,
    client_id        INTEGER NOT NULL REFERENCES client (id),
    purpose          INTEGER NOT NULL,
    batch_id         INTEGER,
    voucher_bucket   INTEGER,
    voucher_id       BLOB,
    created_at       INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    person_id        INTEGER REFERENCES person (id),
    method           TEXT,
    assertion_hash   BLOB    UNIQUE,
    assertion_expires_at INTEGER,
    used_at          INTEGER
) STRICT;
