-- Which course platform redeemed a voucher for its institution: it hears of what becomes of it, so "feed_page" and "webhook_endpoint" have
-- audiences of kind 8. Nobody looks for vouchers by it.
ALTER TABLE voucher ADD COLUMN platform_id bigint;
