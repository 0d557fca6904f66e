-- Feeds: what each region, channel and institution hears of, in its own numbering without gaps. A row holds what was sealed together: the
-- numbers from "first" on, the journal ids of the events packed as differences, and how many rows were sealed by then.
CREATE TABLE feed_page (
    kind     INTEGER NOT NULL,
    audience INTEGER NOT NULL,
    first    INTEGER NOT NULL CHECK (first > 0),
    count    INTEGER NOT NULL CHECK (count > 0),
    rows     BLOB    NOT NULL,
    size     INTEGER NOT NULL,
    PRIMARY KEY (kind, audience, first)
) STRICT, WITHOUT ROWID;

-- For whoever waits: what came since the log had a size.
CREATE INDEX feed_page_size ON feed_page (size);

CREATE TRIGGER feed_page_no_update BEFORE UPDATE ON feed_page BEGIN SELECT RAISE(ABORT, 'the feed is append-only'); END;
CREATE TRIGGER feed_page_no_delete BEFORE DELETE ON feed_page BEGIN SELECT RAISE(ABORT, 'the feed is append-only'); END;
CREATE TRIGGER feed_page_no_replace BEFORE INSERT ON feed_page
WHEN EXISTS (SELECT 1 FROM feed_page WHERE kind = NEW.kind AND audience = NEW.audience AND first = NEW.first)
BEGIN SELECT RAISE(ABORT, 'the feed is append-only'); END;
