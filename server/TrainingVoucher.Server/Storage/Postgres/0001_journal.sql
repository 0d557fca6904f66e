CREATE TABLE setting (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE journal (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bytes bytea  NOT NULL
);

-- Whatever role tries; the serving role has not even the right to.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- A transaction has its number before it draws an id, so that whoever seals the journal can tell which ids may still come.
CREATE FUNCTION number_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id();
    RETURN NULL;
END $$;

CREATE TRIGGER journal_number BEFORE INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION number_transaction();

-- The answer to a changing call, kept as it was sent. Client 0 is the public.
CREATE TABLE idempotency (
    client_id    bigint  NOT NULL,
    operation    text    NOT NULL,
    key          text    NOT NULL,
    request_hash bytea   NOT NULL,
    status       integer NOT NULL,
    content_type text    NOT NULL,
    body         bytea   NOT NULL,
    created_at   bigint  NOT NULL,
    PRIMARY KEY (client_id, operation, key)
);

CREATE INDEX idempotency_age ON idempotency USING brin (created_at) WITH (pages_per_range = 32, autosummarize = on);
