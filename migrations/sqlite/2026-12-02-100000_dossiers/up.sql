-- The catalogue: how long a procedure may take, by which rule, and since when. It holds for its unit and those below.
CREATE TABLE procedures (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    field TEXT NOT NULL DEFAULT '',
    limit_n INTEGER NOT NULL CHECK (limit_n >= 0),
    limit_unit TEXT NOT NULL CHECK (limit_unit IN ('working_day', 'calendar_day', 'hour', 'same_day')),
    basis TEXT NOT NULL DEFAULT '',
    fee TEXT NOT NULL DEFAULT '',
    valid_from DATE NOT NULL,
    -- The last day on which it holds.
    valid_until DATE,
    -- Received, examined, approved and returned at the desk itself.
    at_desk BOOLEAN NOT NULL DEFAULT 0,
    -- Can be handed in online.
    online BOOLEAN NOT NULL DEFAULT 0,
    UNIQUE (unit_id, code, valid_from),
    CHECK (valid_until IS NULL OR valid_until >= valid_from)
);

-- One application, from the day it was received to the day its result was returned.
CREATE TABLE dossiers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    code TEXT NOT NULL,
    procedure_id BIGINT REFERENCES procedures (id),
    -- As it was called when the dossier came in.
    procedure_name TEXT NOT NULL,
    field TEXT NOT NULL DEFAULT '',
    officer_id BIGINT REFERENCES accounts (id),
    -- Who works on it, where the one-stop software names somebody without an account here.
    officer_name TEXT NOT NULL DEFAULT '',
    way TEXT NOT NULL CHECK (way IN ('desk', 'online', 'post')),
    state TEXT NOT NULL CHECK (state IN ('working', 'supplement', 'suspended', 'ready', 'returned', 'refused', 'withdrawn')),
    received_at TIMESTAMP NOT NULL,
    -- By what its day is counted; null where the one-stop software gave the day.
    limit_n INTEGER,
    limit_unit TEXT CHECK (limit_unit IN ('working_day', 'calendar_day', 'hour', 'same_day')),
    -- From when: receipt, or the day on which it was complete.
    counted_from TIMESTAMP NOT NULL,
    -- The last moment in time; null while the working days of that year are not loaded.
    first_due_at TIMESTAMP,
    -- The same, or the new day that was promised with an apology.
    due_at TIMESTAMP,
    stopped_at TIMESTAMP,
    -- The result was ready, or it was refused or withdrawn.
    ended_at TIMESTAMP,
    returned_at TIMESTAMP,
    -- By how many working days it ended late; null: it did not, or the calendar is missing.
    days_late INTEGER,
    -- A supplement may be asked for once.
    supplements INTEGER NOT NULL DEFAULT 0 CHECK (supplements BETWEEN 0 AND 1),
    -- How often the applicant had to contact the desk, and how many agencies, where that is known otherwise.
    contacts INTEGER CHECK (contacts >= 0),
    agencies INTEGER CHECK (agencies >= 0),
    -- Errors that were found and not apologised for yet, and when the oldest of them was found.
    errors_owed INTEGER NOT NULL DEFAULT 0 CHECK (errors_owed >= 0),
    error_at TIMESTAMP,
    -- The day of the apology for being late, and of that for being late again.
    apologised_on DATE,
    apologised_again_on DATE,
    -- From when an apology is owed, past or to come; null: none is, as things stand.
    owed_from TIMESTAMP,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (unit_id, code),
    CHECK (first_due_at IS NULL OR first_due_at >= received_at),
    CHECK (ended_at IS NULL OR ended_at >= received_at),
    CHECK (returned_at IS NULL OR ended_at IS NOT NULL)
);
-- What is late, what soon will be, and who waits for an apology: however many dossiers are over.
CREATE INDEX dossiers_owed ON dossiers (unit_id, owed_from, id) WHERE owed_from IS NOT NULL;
CREATE INDEX dossiers_open ON dossiers (unit_id, due_at, id) WHERE ended_at IS NULL;
CREATE INDEX dossiers_ready ON dossiers (unit_id, ended_at, id) WHERE state = 'ready';
CREATE INDEX dossiers_received ON dossiers (unit_id, received_at, id);
CREATE INDEX dossiers_ended ON dossiers (unit_id, ended_at) WHERE ended_at IS NOT NULL;

-- Who handed in what: personal data apart from the dossier, so that they can be erased while it stays.
CREATE TABLE dossier_applications (
    dossier_id BIGINT NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    name TEXT NOT NULL,
    -- Số định danh cá nhân, tổ chức.
    identity TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    -- Who acts for the applicant, and by what paper.
    agent TEXT NOT NULL DEFAULT '',
    request TEXT NOT NULL DEFAULT '',
    papers TEXT NOT NULL DEFAULT '',
    copies INTEGER NOT NULL DEFAULT 1,
    return_way TEXT NOT NULL DEFAULT 'desk' CHECK (return_way IN ('desk', 'post', 'online'))
);

-- What happened to a dossier; nothing is taken back. Without an account it was an import, or the program by rule.
CREATE TABLE dossier_events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id),
    -- When it happened, and when it was written down.
    at TIMESTAMP NOT NULL,
    noted_at TIMESTAMP NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    action TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX dossier_events_dossier ON dossier_events (dossier_id, id);

-- The last number that a unit gave in a series: codes of a day, letters of a year. Taken in the transaction that
-- uses it, so that none is left out and none is given twice.
CREATE TABLE series (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    name TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (unit_id, name)
);

-- How a unit handles dossiers (JSON); a unit without a row follows the one above it, and the usual rules at last.
CREATE TABLE dossier_rules (
    unit_id BIGINT NOT NULL PRIMARY KEY REFERENCES units (id),
    rules TEXT NOT NULL
);

-- Counts of dossiers, moved in the transaction that changes one, so that figures cost the same however many there are.
-- Received by the month of receipt, everything else by the month of the end. In the order in which figures read them.
CREATE TABLE dossier_tallies (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    fact TEXT NOT NULL,
    month INTEGER NOT NULL,
    field TEXT NOT NULL,
    -- Of what was late: by how many working days.
    days INTEGER NOT NULL,
    dossiers INTEGER NOT NULL,
    PRIMARY KEY (unit_id, year, fact, month, field, days)
) WITHOUT ROWID;

-- Letters of apology.
CREATE TABLE apologies (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id),
    -- Late, late again after the one new day that may be promised, or wrong.
    kind TEXT NOT NULL CHECK (kind IN ('late', 'late_again', 'error')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'returned', 'issued', 'handed_over', 'withdrawn')),
    reason TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    -- What is done about an error.
    remedy TEXT NOT NULL DEFAULT '',
    old_due_at TIMESTAMP,
    -- The new day: at most one for a dossier, ever.
    new_due_at TIMESTAMP,
    drafted_by BIGINT REFERENCES accounts (id),
    drafted_at TIMESTAMP NOT NULL,
    -- Why the leader sent it back.
    return_note TEXT NOT NULL DEFAULT '',
    approved_by BIGINT REFERENCES accounts (id),
    issued_at TIMESTAMP,
    year INTEGER,
    number INTEGER,
    -- The letter as it was issued (JSON); empty once personal data were erased.
    letter TEXT NOT NULL DEFAULT '',
    handed_at TIMESTAMP,
    handed_by BIGINT REFERENCES accounts (id),
    handed_way TEXT CHECK (handed_way IN ('in_person', 'post', 'email', 'gateway', 'phone')),
    handed_note TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (unit_id, year, number),
    CHECK (new_due_at IS NULL OR (kind = 'late' AND old_due_at IS NOT NULL AND new_due_at > old_due_at)),
    CHECK ((state IN ('issued', 'handed_over')) = (number IS NOT NULL)),
    CHECK ((number IS NULL) = (year IS NULL) AND (number IS NULL) = (issued_at IS NULL)),
    CHECK ((state = 'handed_over') = (handed_at IS NOT NULL))
);
-- One apology for being late, with at most one new day; one for being late again.
CREATE UNIQUE INDEX apologies_one_of_a_kind ON apologies (dossier_id, kind)
WHERE kind IN ('late', 'late_again') AND state <> 'withdrawn';
CREATE INDEX apologies_dossier ON apologies (dossier_id);
CREATE INDEX apologies_at_work ON apologies (unit_id, state, id) WHERE state IN ('waiting', 'returned', 'issued');

-- What bears a number stays: it is neither deleted nor changed. Its letter may be emptied when the applicant is erased,
-- and it is handed over once.
CREATE TRIGGER numbered_apologies_stay BEFORE DELETE ON apologies WHEN OLD.number IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a numbered apology stays as it is'); END;
CREATE TRIGGER numbered_apologies_keep_their_number BEFORE UPDATE ON apologies
WHEN OLD.number IS NOT NULL AND (NEW.number IS NOT OLD.number OR NEW.year IS NOT OLD.year OR NEW.unit_id <> OLD.unit_id
    OR NEW.dossier_id <> OLD.dossier_id OR NEW.issued_at IS NOT OLD.issued_at OR NEW.new_due_at IS NOT OLD.new_due_at
    OR NEW.kind <> OLD.kind OR NEW.reason <> OLD.reason OR NEW.words NOT IN (OLD.words, '')
    OR NEW.remedy NOT IN (OLD.remedy, '')
    OR NEW.old_due_at IS NOT OLD.old_due_at OR NEW.approved_by IS NOT OLD.approved_by
    OR NEW.letter NOT IN (OLD.letter, '')
    OR OLD.handed_at IS NOT NULL AND (NEW.handed_at IS NOT OLD.handed_at OR NEW.handed_way IS NOT OLD.handed_way))
BEGIN SELECT RAISE(ABORT, 'a numbered apology stays as it is'); END;
