CREATE TABLE party_mark (
    mark TEXT NOT NULL,
    case_id TEXT NOT NULL,
    item TEXT NOT NULL,
    act_on TEXT NOT NULL,
    PRIMARY KEY (mark, case_id)
);
-- How like cases were decided, newest first.
CREATE INDEX case_by_item ON case_row (item, decided_on);
