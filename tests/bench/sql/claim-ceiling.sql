\set person random(1, 4611686018427387903)
\set k random(1, 4611686018427387903)
\set bucket :person % 256
WITH claimed AS (
    INSERT INTO voucher (
        bucket, id, batch_id, scheme_id, region, person_id, state, first_day, last_day, unit_fen, created_at,
        channel_id, claimed_at, shard, shard_index, token, due_on)
    SELECT
        CAST(:bucket AS integer), int8send(:k) || '\x0000'::bytea, @BATCH@, @SCHEME@, 330100, CAST(:person AS bigint), 2, @DAY@, @DAY@ + 364, 50000, 1780000000000,
        @BANK@, 1780000000000, 1, 1, '@TOKEN@', @DAY@ + 365
    RETURNING id)
INSERT INTO journal (bytes) SELECT '\x@JOURNAL@'::bytea FROM claimed;
