-- An assertion is used up by an update that changes nothing indexed: with room on its page it writes no index.
ALTER TABLE identity_session SET (fillfactor = 70);
