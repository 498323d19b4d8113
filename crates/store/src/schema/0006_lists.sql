-- Tasks by act and clues by stage are listed and counted from their indexes alone.
CREATE INDEX task_by_holder_act ON task_row (holder, act, due_on, stream, slot);
CREATE INDEX clue_by_unit_stage ON clue_row (unit, stage, town);
CREATE INDEX clue_by_town_stage ON clue_row (town, stage);
