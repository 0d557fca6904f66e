\set n :n + 1
\set k permute(:base + :client_id * :span + :n, :size, 1)
\set bucket :k % 256
WITH redeemed AS (
    UPDATE voucher SET
        state = 3, institution_id = 1, project = 'electrician', level = 5, class_ends_on = 3000,
        redeemed_at = 1780000000000 + :n, amount_fen = unit_fen, version = version + 1
    WHERE bucket = :bucket AND id = int8send(:k) || '\x0000'::bytea AND state = 2
    RETURNING id)
INSERT INTO journal (bytes) SELECT '\x@JOURNAL@'::bytea FROM redeemed;
