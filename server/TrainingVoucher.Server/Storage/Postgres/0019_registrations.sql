-- Partners that ask to be registered. Whoever has the ticket may ask for the state; its hash is kept. The contact goes when it is rejected.
CREATE TABLE registration (
    id               bigint  PRIMARY KEY,
    ticket_hash      bytea   NOT NULL UNIQUE,
    kind             integer NOT NULL CHECK (kind IN (2, 4, 8, 16)),
    region           integer NOT NULL,
    name_zh          text    NOT NULL,
    name_en          text    NOT NULL,
    institution_type integer,
    system_name      text    NOT NULL,
    key_x            text    NOT NULL,
    key_y            text    NOT NULL,
    contact_name     text,
    contact_reach    text,
    state            integer NOT NULL CHECK (state IN (1, 2, 3)),
    requested_at     bigint  NOT NULL,
    decided_at       bigint,
    officer_id       bigint  REFERENCES officer (id),
    reason           text,
    owner_id         bigint,
    client_id        bigint  REFERENCES client (id),
    key_id           bigint  REFERENCES public_key (id),
    CHECK ((state = 2) = (client_id IS NOT NULL))
);

CREATE INDEX registration_region ON registration (region, state);
