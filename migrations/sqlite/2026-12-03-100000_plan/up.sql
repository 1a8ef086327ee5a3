-- The plan of a unit for a year: what a document such as "Kế hoạch số 49/KH-UBND" says, and how far it is. Targets of the
-- SIPAS measures are in `targets`, not here.
CREATE TABLE plans (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    base_year INTEGER NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    issued_on DATE,
    -- Lines: the legal basis; those who get a copy.
    basis TEXT NOT NULL,
    copies TEXT NOT NULL,
    purpose TEXT NOT NULL,
    organisation TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'in_force', 'closed')),
    in_force_on DATE,
    UNIQUE (unit_id, year)
);

-- Who did what to a plan: lines are added, never changed.
CREATE TABLE plan_events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    step TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX plan_events_plan ON plan_events (plan_id, id);

-- An index, a rate or a thing to be done. Values are hundredths of its measure's unit: 82.50 % is 8250.
CREATE TABLE plan_items (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    position INTEGER NOT NULL,
    section TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What measures it: a word of the program, 'criterion:QUESTIONNAIRE/CODE', or 'entered'.
    source TEXT NOT NULL,
    measured_in TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('not_below', 'at_least', 'at_most', 'done')),
    base BIGINT,
    base_source TEXT NOT NULL,
    target BIGINT
);
CREATE INDEX plan_items_plan ON plan_items (plan_id, position);

-- What somebody entered of an item that nothing measures: the latest line holds, none is changed.
CREATE TABLE plan_readings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    item_id BIGINT NOT NULL REFERENCES plan_items (id),
    amount BIGINT NOT NULL,
    origin TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    at TIMESTAMP NOT NULL
);
CREATE INDEX plan_readings_item ON plan_readings (item_id, id);

CREATE TABLE plan_tasks (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    item_id BIGINT NOT NULL REFERENCES plan_items (id),
    words TEXT NOT NULL,
    -- Who leads it: an account, or words where it is nobody who signs in.
    lead_id BIGINT REFERENCES accounts (id),
    lead_words TEXT NOT NULL,
    join_words TEXT NOT NULL,
    due DATE,
    state TEXT NOT NULL CHECK (state IN ('open', 'doing', 'done', 'dropped'))
);
CREATE INDEX plan_tasks_item ON plan_tasks (item_id, id);
CREATE INDEX plan_tasks_lead ON plan_tasks (lead_id);

-- Who joins in a task.
CREATE TABLE plan_joins (
    task_id BIGINT NOT NULL REFERENCES plan_tasks (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (task_id, account_id)
);
CREATE INDEX plan_joins_account ON plan_joins (account_id);

-- How a task goes on, told day by day: lines are added, never changed.
CREATE TABLE plan_notes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    task_id BIGINT NOT NULL REFERENCES plan_tasks (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'doing', 'done', 'dropped')),
    words TEXT NOT NULL
);
CREATE INDEX plan_notes_task ON plan_notes (task_id, id);

CREATE TRIGGER plan_events_stay BEFORE UPDATE ON plan_events
BEGIN SELECT RAISE(ABORT, 'what was noted of a plan stays'); END;
CREATE TRIGGER plan_events_remain BEFORE DELETE ON plan_events
BEGIN SELECT RAISE(ABORT, 'what was noted of a plan stays'); END;

CREATE TRIGGER plan_readings_stay BEFORE UPDATE ON plan_readings
BEGIN SELECT RAISE(ABORT, 'what was noted of a plan stays'); END;
CREATE TRIGGER plan_readings_remain BEFORE DELETE ON plan_readings
BEGIN SELECT RAISE(ABORT, 'what was noted of a plan stays'); END;

CREATE TRIGGER plan_notes_stay BEFORE UPDATE ON plan_notes
BEGIN SELECT RAISE(ABORT, 'what was noted of a plan stays'); END;
CREATE TRIGGER plan_notes_remain BEFORE DELETE ON plan_notes
BEGIN SELECT RAISE(ABORT, 'what was noted of a plan stays'); END;
