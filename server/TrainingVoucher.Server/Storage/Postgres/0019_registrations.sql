-- Partners that ask to be registered. Each asks for the state by the thumbprint of its key, which waits once at a time. The contact goes with the decision.
CREATE TABLE registration (
    id               bigint  PRIMARY KEY,
    thumbprint       bytea   NOT NULL,
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
CREATE UNIQUE INDEX registration_waiting ON registration (thumbprint) WHERE state = 1;
CREATE INDEX registration_key ON registration (thumbprint, requested_at);
CREATE INDEX registration_old ON registration (requested_at) WHERE state = 1;
