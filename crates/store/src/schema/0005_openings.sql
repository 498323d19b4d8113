-- Openings are read a stream at a time, so those of a stream lie together.
ALTER TABLE opening RENAME TO opening_by_event;
CREATE TABLE opening (
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    field TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (stream, seq, field)
);
INSERT INTO opening (stream, seq, field, sealed)
SELECT stream, seq, field, sealed FROM opening_by_event ORDER BY stream, seq, field;
DROP TABLE opening_by_event;
