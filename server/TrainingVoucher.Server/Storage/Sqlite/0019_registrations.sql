-- Partners that ask to be registered. Whoever has the ticket may ask for the state; its hash is kept. The contact goes when it is rejected.
CREATE TABLE registration (
    id               INTEGER PRIMARY KEY,
    ticket_hash      BLOB    NOT NULL UNIQUE,
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
