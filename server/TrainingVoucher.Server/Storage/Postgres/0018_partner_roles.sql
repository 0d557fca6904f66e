CREATE TABLE course_platform (
    id           bigint  PRIMARY KEY,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    region       integer NOT NULL,
    name_zh      text    NOT NULL,
    name_en      text    NOT NULL,
    created_at   bigint  NOT NULL
);

CREATE TABLE assessment_body (
    id           bigint  PRIMARY KEY,
    authority_id bigint  NOT NULL REFERENCES authority (id),
    region       integer NOT NULL,
    name_zh      text    NOT NULL,
    name_en      text    NOT NULL,
    created_at   bigint  NOT NULL
);

-- A course platform is kind 8, an assessment body 16, the system of a region 32. Of scopes, 0 stands for all that the kind may.
ALTER TABLE client DROP CONSTRAINT client_kind_check;
ALTER TABLE client ADD CONSTRAINT client_kind_check CHECK (kind IN (1, 2, 4, 8, 16, 32));
ALTER TABLE client ADD COLUMN scopes integer NOT NULL DEFAULT 0;
