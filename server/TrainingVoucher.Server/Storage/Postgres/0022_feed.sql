-- Feeds: what each region, channel and institution hears of, in its own numbering without gaps. A row holds what was sealed together: the
-- numbers from "first" on, the journal ids of the events packed as differences, and how many rows were sealed by then.
CREATE TABLE feed_page (
    kind     integer NOT NULL,
    audience bigint  NOT NULL,
    first    bigint  NOT NULL CHECK (first > 0),
    count    integer NOT NULL CHECK (count > 0),
    rows     bytea   NOT NULL,
    size     bigint  NOT NULL,
    PRIMARY KEY (kind, audience, first)
);

-- For whoever waits: what came since the log had a size.
CREATE INDEX feed_page_size ON feed_page (size);
CREATE TRIGGER feed_page_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON feed_page FOR EACH STATEMENT EXECUTE FUNCTION append_only();
