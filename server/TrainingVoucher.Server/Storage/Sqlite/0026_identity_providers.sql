-- Where a holder's browser is sent back to, one of the addresses of its client, one in a line there; and why he was not authenticated, the
-- code of a refusal.
ALTER TABLE client ADD COLUMN return_urls TEXT;
ALTER TABLE identity_session ADD COLUMN return_url TEXT;
ALTER TABLE identity_session ADD COLUMN failure TEXT;
