-- The vouchers that the comparison changes, in the same table: the id of the k-th is made of k, so that pgbench finds it without
-- looking anything up. Run by psql with :count, :batch, :scheme, :bank, :day and :token.
INSERT INTO voucher (
    bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at,
    channel_id, claimed_at, shard, shard_index, token, due_on)
SELECT
    k % 256, int8send(k) || '\x0000'::bytea, :batch, :scheme, 330100, k, 2, :day, :day + 364, 50000, 1780000000000,
    :bank, 1780000000000, k / 65536, k % 65536, :'token', :day + 365
FROM generate_series(0, :count - 1) AS t (k);
