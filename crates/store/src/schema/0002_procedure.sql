-- By which procedure a case is handled. The rows are made again when the program's way changes.
ALTER TABLE case_row ADD COLUMN procedure TEXT NOT NULL DEFAULT 'general';
