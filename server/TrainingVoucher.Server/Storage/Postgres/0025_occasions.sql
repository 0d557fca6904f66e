-- What an assertion is good for besides: several batches, packed ids of eight bytes, with a bit in "uses" for each that it was used for; what
-- the caller calls the class. "proxy" is what somebody is to the holder who acts in his place. An assertion is made when the holder is
-- authenticated, and taken once by who opened the session.
ALTER TABLE identity_session ADD COLUMN batches bytea;
ALTER TABLE identity_session ADD COLUMN uses integer NOT NULL DEFAULT 0;
ALTER TABLE identity_session ADD COLUMN reference text;
ALTER TABLE identity_session ADD COLUMN proxy integer;
ALTER TABLE identity_session ADD COLUMN proxy_person_id bigint;
ALTER TABLE identity_session ADD COLUMN authenticated_at bigint;
ALTER TABLE identity_session ADD COLUMN taken_at bigint;

ALTER TABLE voucher ADD COLUMN claim_proxy integer;
ALTER TABLE voucher ADD COLUMN redeem_proxy integer;
