-- The bucket leads this key too, as it does every key of a person or a voucher.
CREATE TABLE batch_person_by_bucket (
    bucket    INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    batch_id  INTEGER NOT NULL REFERENCES batch (id),
    listed_by INTEGER REFERENCES officer (id),
    PRIMARY KEY (bucket, person_id, batch_id)
) STRICT, WITHOUT ROWID;

INSERT INTO batch_person_by_bucket (bucket, person_id, batch_id, listed_by)
SELECT person_id & 255, person_id, batch_id, listed_by FROM batch_person;

DROP TABLE batch_person;
ALTER TABLE batch_person_by_bucket RENAME TO batch_person;
CREATE INDEX batch_person_batch ON batch_person (batch_id, person_id);
