CREATE TABLE entrustment_row (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    authority TEXT NOT NULL,
    items BIGINT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_name TEXT NOT NULL,
    published TEXT,
    changed_seq BIGINT NOT NULL
);
CREATE INDEX entrustment_by_change ON entrustment_row (changed_seq, id);
CREATE INDEX entrustment_by_authority ON entrustment_row (authority, changed_seq, id);
