-- A course platform acts for an institution until one of them cuts it; at most one such row holds at a time.
CREATE TABLE delegation (
    id             INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    platform_id    INTEGER NOT NULL REFERENCES course_platform (id),
    granted_at     INTEGER NOT NULL,
    cut_at         INTEGER
) STRICT;

CREATE UNIQUE INDEX delegation_pair ON delegation (platform_id, institution_id) WHERE cut_at IS NULL;
CREATE INDEX delegation_institution ON delegation (institution_id);

-- A proof that a platform asks for is good at the institution it names.
ALTER TABLE identity_session ADD COLUMN institution_id INTEGER;
