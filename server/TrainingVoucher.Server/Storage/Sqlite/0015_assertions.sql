-- An assertion names its session, so it is found by the id and the hash needs no index.
CREATE TABLE identity_session_by_id (
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
    assertion_hash   BLOB,
    assertion_expires_at INTEGER,
    used_at          INTEGER
) STRICT;

INSERT INTO identity_session_by_id (
    id, client_id, purpose, batch_id, voucher_bucket, voucher_id, created_at, expires_at, person_id, method, assertion_hash, assertion_expires_at, used_at)
SELECT id, client_id, purpose, batch_id, voucher_bucket, voucher_id, created_at, expires_at, person_id, method, assertion_hash, assertion_expires_at, used_at
FROM identity_session;

DROP TABLE identity_session;
ALTER TABLE identity_session_by_id RENAME TO identity_session;
