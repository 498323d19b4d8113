CREATE TABLE head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    recorded_at TEXT NOT NULL
);
CREATE TABLE event (
    seq BIGINT PRIMARY KEY,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    command TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    leaf BYTEA NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE tree_node (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, idx)
);
CREATE TABLE checkpoint (
    size BIGINT PRIMARY KEY,
    note TEXT NOT NULL
);
CREATE TABLE opening (
    seq BIGINT NOT NULL,
    field TEXT NOT NULL,
    stream TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (seq, field)
);
CREATE TABLE command (
    id TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    digest TEXT NOT NULL,
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL
);
CREATE TABLE blob (
    hash TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    mime TEXT NOT NULL,
    name TEXT NOT NULL,
    stored_at TEXT NOT NULL
);
CREATE TABLE draft (
    person TEXT NOT NULL,
    draft_key TEXT NOT NULL,
    fields TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (person, draft_key)
);
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    form_token TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    factor TEXT NOT NULL
);
CREATE INDEX session_by_person ON session (person);
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    not_before TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    done_at TEXT NOT NULL
);
CREATE INDEX job_by_turn ON job (done_at, not_before, id);
CREATE TABLE signin_attempt (
    account TEXT NOT NULL,
    source TEXT NOT NULL,
    attempted_at TEXT NOT NULL,
    tries BIGINT NOT NULL,
    PRIMARY KEY (account, source, attempted_at)
);
CREATE INDEX signin_attempt_by_source ON signin_attempt (source, attempted_at);
CREATE INDEX signin_attempt_by_time ON signin_attempt (attempted_at);
CREATE TABLE case_row (
    id TEXT PRIMARY KEY,
    number TEXT,
    title TEXT NOT NULL,
    party TEXT NOT NULL,
    party_kind TEXT NOT NULL,
    item TEXT NOT NULL,
    unit TEXT NOT NULL,
    authority TEXT NOT NULL,
    town TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_name TEXT NOT NULL,
    lead TEXT NOT NULL,
    initiator TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    due_rule TEXT,
    fine BIGINT NOT NULL,
    decided_on TEXT,
    closed_on TEXT,
    changed_seq BIGINT NOT NULL,
    changed_on TEXT NOT NULL,
    clue TEXT,
    inspection TEXT
);
CREATE INDEX case_by_change ON case_row (changed_seq, id);
CREATE INDEX case_by_due ON case_row (due_on, id);
CREATE INDEX case_by_opening ON case_row (opened_on, id);
CREATE INDEX case_by_unit_change ON case_row (unit, changed_seq, id);
CREATE INDEX case_by_unit_due ON case_row (unit, due_on, id);
CREATE INDEX case_by_unit_opening ON case_row (unit, opened_on, id);
CREATE INDEX case_by_stage_change ON case_row (stage, changed_seq, id);
CREATE INDEX case_by_stage_due ON case_row (stage, due_on, id);
CREATE INDEX case_by_stage_opening ON case_row (stage, opened_on, id);
CREATE INDEX case_by_unit_stage ON case_row (unit, stage);
CREATE INDEX case_by_lead ON case_row (lead, stage);
CREATE INDEX case_by_initiator ON case_row (initiator, stage);
CREATE INDEX case_by_number ON case_row (number);
CREATE TABLE clue_row (
    id TEXT PRIMARY KEY,
    receipt TEXT NOT NULL,
    source TEXT NOT NULL,
    category TEXT NOT NULL,
    words TEXT NOT NULL,
    town TEXT NOT NULL,
    unit TEXT,
    item TEXT,
    stage TEXT NOT NULL,
    stage_name TEXT NOT NULL,
    reported_at TEXT NOT NULL,
    due_on TEXT NOT NULL,
    pin_lat BIGINT,
    pin_lng BIGINT,
    first_owner TEXT NOT NULL,
    changed_seq BIGINT NOT NULL
);
CREATE INDEX clue_by_receipt ON clue_row (receipt);
CREATE INDEX clue_by_change ON clue_row (changed_seq, id);
CREATE INDEX clue_by_stage ON clue_row (stage, changed_seq, id);
CREATE INDEX clue_by_unit ON clue_row (unit, changed_seq, id);
CREATE INDEX clue_by_town ON clue_row (town, reported_at, id);
CREATE INDEX clue_by_first_owner ON clue_row (first_owner, changed_seq, id);
CREATE TABLE inspection_row (
    id TEXT PRIMARY KEY,
    number TEXT,
    item TEXT NOT NULL,
    object TEXT NOT NULL,
    town TEXT NOT NULL,
    unit TEXT NOT NULL,
    officers TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_name TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    done_on TEXT,
    outcome TEXT,
    clue TEXT,
    case_id TEXT,
    changed_seq BIGINT NOT NULL
);
CREATE INDEX inspection_by_change ON inspection_row (changed_seq, id);
CREATE INDEX inspection_by_unit ON inspection_row (unit, changed_seq, id);
CREATE INDEX inspection_by_stage ON inspection_row (stage, changed_seq, id);
CREATE INDEX inspection_by_object ON inspection_row (object, done_on);
CREATE TABLE document_row (
    id TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT,
    authority TEXT NOT NULL,
    year BIGINT NOT NULL,
    word TEXT,
    ordinal BIGINT,
    issued_on TEXT NOT NULL,
    code TEXT NOT NULL,
    state TEXT NOT NULL,
    pdf TEXT,
    content_commit TEXT NOT NULL,
    version BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX document_by_code ON document_row (code);
CREATE INDEX document_by_stream ON document_row (stream, seq, id);
CREATE INDEX document_register ON document_row (authority, word, year, ordinal);
CREATE TABLE evidence_row (
    id TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    size BIGINT NOT NULL,
    mime TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    place TEXT,
    verified BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX evidence_by_stream ON evidence_row (stream, seq, id);
CREATE INDEX evidence_by_hash ON evidence_row (hash, stream);
CREATE TABLE task_row (
    stream TEXT NOT NULL,
    slot TEXT NOT NULL,
    act TEXT NOT NULL,
    holder TEXT NOT NULL,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    due_on TEXT NOT NULL,
    rule TEXT,
    cite TEXT,
    since_on TEXT NOT NULL,
    seq BIGINT NOT NULL,
    town TEXT,
    PRIMARY KEY (stream, slot)
);
CREATE INDEX task_by_holder ON task_row (holder, due_on, stream, slot);
CREATE INDEX task_by_due ON task_row (due_on, stream, slot);
CREATE TABLE done_row (
    seq BIGINT NOT NULL,
    person TEXT NOT NULL,
    stream TEXT NOT NULL,
    act TEXT NOT NULL,
    title TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (seq, person)
);
CREATE INDEX done_by_person ON done_row (person, seq);
CREATE TABLE publication_row (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    number TEXT NOT NULL,
    authority TEXT NOT NULL,
    party_masked TEXT NOT NULL,
    cause TEXT NOT NULL,
    summary TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL,
    published_on TEXT,
    retracted_on TEXT,
    retraction_reason TEXT,
    body TEXT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX publication_by_state ON publication_row (state, decided_on, id);
CREATE INDEX publication_by_case ON publication_row (case_id);
CREATE INDEX publication_by_due ON publication_row (state, due_on, id);
CREATE TABLE person_row (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    roles TEXT NOT NULL,
    state TEXT NOT NULL,
    credential_number TEXT,
    credential_until TEXT,
    seq BIGINT NOT NULL
);
CREATE INDEX person_by_login ON person_row (login);
CREATE INDEX person_by_unit ON person_row (unit, id);
CREATE TABLE link_row (
    from_stream TEXT NOT NULL,
    to_stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (from_stream, to_stream, kind)
);
CREATE INDEX link_back ON link_row (to_stream, from_stream, kind);
CREATE TABLE search_entry (
    entry_id BIGINT PRIMARY KEY,
    stream TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    grams TEXT NOT NULL
);
