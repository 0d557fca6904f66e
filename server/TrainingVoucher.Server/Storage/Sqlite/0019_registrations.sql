-- Partners that ask to be registered. Each asks for the state by the thumbprint of its key, which waits once at a time. The contact goes with the decision.
CREATE TABLE registration (
    id               INTEGER PRIMARY KEY,
    thumbprint       BLOB    NOT NULL,
    kind             INTEGER NOT NULL CHECK (kind IN (2, 4, 8, 16)),
    region           INTEGER NOT NULL,
    name_zh          TEXT    NOT NULL,
    name_en          TEXT    NOT NULL,
    institution_type INTEGER,
    system_name      TEXT    NOT NULL,
    key_x            TEXT    NOT NULL,
    key_y            TEXT    NOT NULL,
    contact_name     TEXT,
    contact_reach    TEXT,
    state            INTEGER NOT NULL CHECK (state IN (1, 2, 3)),
    requested_at     INTEGER NOT NULL,
    decided_at       INTEGER,
    officer_id       INTEGER REFERENCES officer (id),
    reason           TEXT,
    owner_id         INTEGER,
    client_id        INTEGER REFERENCES client (id),
    key_id           INTEGER REFERENCES public_key (id),
    CHECK ((state = 2) = (client_id IS NOT NULL))
) STRICT;

CREATE INDEX registration_region ON registration (region, state);
CREATE UNIQUE INDEX registration_waiting ON registration (thumbprint) WHERE state = 1;
CREATE INDEX registration_key ON registration (thumbprint, requested_at);
CREATE INDEX registration_old ON registration (requested_at) WHERE state = 1;
