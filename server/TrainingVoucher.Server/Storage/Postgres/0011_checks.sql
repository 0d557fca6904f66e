-- Who asked about which voucher, when, and what he was told. Written with every check.
CREATE TABLE voucher_check (
    bucket         integer NOT NULL,
    voucher_id     bytea   NOT NULL,
    at             bigint  NOT NULL,
    client_id      bigint  NOT NULL,
    institution_id bigint  NOT NULL,
    outcome        text    NOT NULL
) /* partitioned */;

CREATE INDEX voucher_check_voucher ON voucher_check (bucket, voucher_id, at);
