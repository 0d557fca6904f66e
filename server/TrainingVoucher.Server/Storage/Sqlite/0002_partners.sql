CREATE TABLE authority (
    id         INTEGER PRIMARY KEY,
    region     INTEGER NOT NULL,
    name_zh    TEXT    NOT NULL,
    name_en    TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE officer (
    id           INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    name         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    revoked_at   INTEGER
) STRICT;

CREATE TABLE channel (
    id           INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    region       INTEGER NOT NULL,
    name_zh      TEXT    NOT NULL,
    name_en      TEXT    NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;

-- "number" names the institution inside tokens and is never used again.
CREATE TABLE institution (
    id           INTEGER PRIMARY KEY,
    number       INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 4294967295),
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    region       INTEGER NOT NULL,
    name_zh      TEXT    NOT NULL,
    name_en      TEXT    NOT NULL,
    type         INTEGER NOT NULL,
    credit_grade INTEGER NOT NULL CHECK (credit_grade BETWEEN 1 AND 5),
    suspended    INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL
) STRICT;

-- A system that calls for its owner: an authority (kind 1), a channel (2) or an institution (4).
CREATE TABLE client (
    id           INTEGER PRIMARY KEY,
    kind         INTEGER NOT NULL CHECK (kind IN (1, 2, 4)),
    owner_id     INTEGER NOT NULL,
    region       INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    revoked_at   INTEGER
) STRICT;

-- A public key of a client or of an officer; thumbprint is that of RFC 7638.
CREATE TABLE public_key (
    id         INTEGER PRIMARY KEY,
    client_id  INTEGER REFERENCES client (id),
    officer_id INTEGER REFERENCES officer (id),
    thumbprint BLOB    NOT NULL UNIQUE,
    x          BLOB    NOT NULL,
    y          BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    CHECK ((client_id IS NULL) <> (officer_id IS NULL))
) STRICT;

CREATE INDEX public_key_client ON public_key (client_id);
CREATE INDEX public_key_officer ON public_key (officer_id);

-- Signed assertions are taken once (RFC 7523, section 3, jti).
CREATE TABLE used_assertion (
    key_id     INTEGER NOT NULL,
    jti        TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (key_id, jti)
) STRICT, WITHOUT ROWID;
