CREATE TABLE object_mark (
    mark TEXT NOT NULL,
    inspection_id TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    PRIMARY KEY (mark, inspection_id)
);
