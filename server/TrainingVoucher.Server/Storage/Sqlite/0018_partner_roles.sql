CREATE TABLE course_platform (
    id           INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    region       INTEGER NOT NULL,
    name_zh      TEXT    NOT NULL,
    name_en      TEXT    NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE assessment_body (
    id           INTEGER PRIMARY KEY,
    authority_id INTEGER NOT NULL REFERENCES authority (id),
    region       INTEGER NOT NULL,
    name_zh      TEXT    NOT NULL,
    name_en      TEXT    NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;

-- A course platform is kind 8, an assessment body 16, the system of a region 32. SQLite changes no constraint of a table that others refer
-- to; its documentation has this way for one that becomes weaker (ALTER TABLE, section 7). The next statement makes everybody read it anew.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'kind IN (1, 2, 4)', 'kind IN (1, 2, 4, 8, 16, 32)') WHERE type = 'table' AND name = 'client';
PRAGMA writable_schema = RESET;

-- Fails unless that hit.
SELECT json('not changed') WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'client' AND sql LIKE '%kind IN (1, 2, 4, 8, 16, 32)%');

-- 0 stands for all that the kind may.
ALTER TABLE client ADD COLUMN scopes INTEGER NOT NULL DEFAULT 0;
