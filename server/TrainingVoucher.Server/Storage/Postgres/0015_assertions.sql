-- An assertion names its session, so it is found by the id, and those of the last minutes lie together in one index. Half of each page is
-- left for the use of its rows: where people follow each other closely all rows of a page are used up at once.
ALTER TABLE identity_session DROP CONSTRAINT identity_session_assertion_hash_key;
ALTER TABLE identity_session SET (fillfactor = 50);
