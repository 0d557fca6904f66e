\set n :n + 1
\set k random(0, :size - 1)
\set bucket :k % 256
\set id random(1, 4611686018427387903)
WITH found AS (
    SELECT
        bucket, id, batch_id, scheme_id, region, person_id, state, suspended, contested, first_day, last_day, unit_fen, amount_fen, created_at,
        channel_id, claimed_at, shard, shard_index, token, institution_id, project, level, class_ends_on, redeemed_at, application_id, due_on, version
    FROM voucher
    WHERE bucket = :bucket AND id = int8send(:k) || '\x0000'::bytea),
checked AS (
    INSERT INTO verification (institution_id, at, id, client_id, kind, form, outcome, voucher_id)
    SELECT 1, 1780000000000 + :n, :id, 1, 1, 1, 'accepted', id FROM found)
SELECT * FROM found;
