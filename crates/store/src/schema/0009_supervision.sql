CREATE TABLE supervision_row (
    id TEXT NOT NULL PRIMARY KEY,
    concern TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    authority TEXT NOT NULL,
    case_id TEXT,
    stage TEXT NOT NULL,
    stage_name TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    due_on TEXT,
    changed_seq BIGINT NOT NULL
);
CREATE INDEX supervision_by_change ON supervision_row (changed_seq, id);
CREATE INDEX supervision_by_stage ON supervision_row (stage, changed_seq, id);
CREATE INDEX supervision_by_unit ON supervision_row (unit, changed_seq, id);
CREATE INDEX supervision_by_unit_stage ON supervision_row (unit, stage, changed_seq, id);
