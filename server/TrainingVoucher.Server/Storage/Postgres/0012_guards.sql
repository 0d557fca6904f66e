-- Called over the rows that the last statements of a transaction have touched, in the same round trip as the commit.
CREATE FUNCTION must_touch(touched bigint, expected bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF touched <> expected THEN
        RAISE EXCEPTION 'a guarded statement touched % rows instead of %', touched, expected USING ERRCODE = 'TV001';
    END IF;
END
$$;

-- Whose a document is: the index alone says so, without a look at the row and its vault.
ALTER TABLE person_document DROP CONSTRAINT person_document_pkey, ADD PRIMARY KEY (hmac) INCLUDE (person_id);
