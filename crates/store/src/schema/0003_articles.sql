CREATE TABLE article_row (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    number TEXT,
    unit TEXT NOT NULL,
    authority TEXT NOT NULL,
    measure TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    features TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    measured_in TEXT NOT NULL,
    label TEXT NOT NULL,
    custody TEXT NOT NULL,
    taken_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    fate TEXT NOT NULL,
    fate_name TEXT NOT NULL,
    manner TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX article_by_unit ON article_row (unit, taken_on, id);
CREATE INDEX article_by_day ON article_row (taken_on, id);
CREATE INDEX article_by_fate ON article_row (unit, fate, taken_on, id);
