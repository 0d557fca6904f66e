-- What an assertion is good for besides: several batches, packed ids of eight bytes, with a bit in "uses" for each that it was used for; what
-- the caller calls the class. "proxy" is what somebody is to the holder who acts in his place. An assertion is made when the holder is
-- authenticated, and taken once by who opened the session.
ALTER TABLE identity_session ADD COLUMN batches BLOB;
ALTER TABLE identity_session ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE identity_session ADD COLUMN reference TEXT;
ALTER TABLE identity_session ADD COLUMN proxy INTEGER;
ALTER TABLE identity_session ADD COLUMN proxy_person_id INTEGER;
ALTER TABLE identity_session ADD COLUMN authenticated_at INTEGER;
ALTER TABLE identity_session ADD COLUMN taken_at INTEGER;

ALTER TABLE voucher ADD COLUMN claim_proxy INTEGER;
ALTER TABLE voucher ADD COLUMN redeem_proxy INTEGER;
