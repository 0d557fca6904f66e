CREATE TABLE authority (
    id         bigint  PRIMARY KEY,
    region     integer NOT NULL,
    name_zh    text    NOT NULL,
    name_en    text    NOT NULL,
    created_at bigint  NOT NULL
);

CREATE TABLE officer (
    id           bigint  PRIMARY KEY,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    name         text    NOT NULL,
    created_at   bigint  NOT NULL,
    revoked_at   bigint
);

CREATE TABLE channel (
    id           bigint  PRIMARY KEY,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    region       integer NOT NULL,
    name_zh      text    NOT NULL,
    name_en      text    NOT NULL,
    created_at   bigint  NOT NULL
);

-- "number" names the institution inside tokens and is never used again.
CREATE TABLE institution (
    id           bigint  PRIMARY KEY,
    number       bigint  NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 4294967295),
    authority_id bigint  NOT NULL REFERENCES authority (id),
    region       integer NOT NULL,
    name_zh      text    NOT NULL,
    name_en      text    NOT NULL,
    type         integer NOT NULL,
    credit_grade integer NOT NULL CHECK (credit_grade BETWEEN 1 AND 5),
    suspended    boolean NOT NULL DEFAULT FALSE,
    created_at   bigint  NOT NULL
);

-- A system that calls for its owner: an authority (kind 1), a channel (2) or an institution (4).
CREATE TABLE client (
    id           bigint  PRIMARY KEY,
    kind         integer NOT NULL CHECK (kind IN (1, 2, 4)),
    owner_id     bigint  NOT NULL,
    region       integer NOT NULL,
    name         text    NOT NULL,
    created_at   bigint  NOT NULL,
    revoked_at   bigint
);

-- A public key of a client or of an officer; thumbprint is that of RFC 7638.
CREATE TABLE public_key (
    id         bigint  PRIMARY KEY,
    client_id  bigint  REFERENCES client (id),
    officer_id bigint  REFERENCES officer (id),
    thumbprint bytea   NOT NULL UNIQUE,
    x          bytea   NOT NULL,
    y          bytea   NOT NULL,
    created_at bigint  NOT NULL,
    revoked_at bigint,
    CHECK ((client_id IS NULL) <> (officer_id IS NULL))
);

CREATE INDEX public_key_client ON public_key (client_id);
CREATE INDEX public_key_officer ON public_key (officer_id);

-- Signed assertions are taken once (RFC 7523, section 3, jti).
CREATE TABLE used_assertion (
    key_id     bigint  NOT NULL,
    jti        text    NOT NULL,
    expires_at bigint  NOT NULL,
    PRIMARY KEY (key_id, jti)
);
