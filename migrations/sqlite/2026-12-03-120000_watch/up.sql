-- What a unit watches, where it differs from what stands ready for every unit.
CREATE TABLE watch_rules (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    subject TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    span TEXT NOT NULL CHECK (span IN ('days', 'year')),
    -- In the subject's own unit: hundredths of a percent, cases, hours.
    rings_at INTEGER NOT NULL,
    quiet_at INTEGER NOT NULL,
    told TEXT NOT NULL,
    changed_by BIGINT NOT NULL REFERENCES accounts (id),
    changed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (unit_id, subject)
);

-- Alerts. Their evidence is that of the moment at which they began.
CREATE TABLE watch_alerts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    subject TEXT NOT NULL,
    began_at TIMESTAMP NOT NULL,
    evidence TEXT NOT NULL,
    reminded_at TIMESTAMP,
    acknowledged_at TIMESTAMP,
    ended_at TIMESTAMP
);
-- However many servers look, one thing rings once.
CREATE UNIQUE INDEX watch_alerts_open ON watch_alerts (unit_id, subject) WHERE ended_at IS NULL;
CREATE INDEX watch_alerts_unit ON watch_alerts (unit_id, began_at, id);

-- What happened to an alert, line by line.
CREATE TABLE watch_events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    alert_id BIGINT NOT NULL REFERENCES watch_alerts (id),
    at TIMESTAMP NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('begin', 'remind', 'acknowledge', 'end', 'switch_off')),
    account_id BIGINT REFERENCES accounts (id),
    name TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX watch_events_alert ON watch_events (alert_id, id);

-- Who wants the letter of the week, where it differs from what their role gets.
CREATE TABLE watch_letters (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    wanted BOOLEAN NOT NULL
);

-- Within how many working days a unit answers notes of supervision, where it differs from what is usual.
CREATE TABLE supervision_rules (
    unit_id BIGINT NOT NULL PRIMARY KEY REFERENCES units (id),
    days INTEGER NOT NULL CHECK (days > 0),
    changed_by BIGINT NOT NULL REFERENCES accounts (id),
    changed_at TIMESTAMP NOT NULL
);

-- Notes of supervision: about what, and by whom. What is said of them is in the entries.
CREATE TABLE supervision_notes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('page', 'index', 'complaint', 'dossier', 'free')),
    subject TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL
);
CREATE INDEX supervision_notes_unit ON supervision_notes (unit_id, id);

CREATE TABLE supervision_entries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    note_id BIGINT NOT NULL REFERENCES supervision_notes (id),
    -- The entry that this one answers, or puts right.
    follows BIGINT REFERENCES supervision_entries (id),
    step TEXT NOT NULL CHECK (step IN ('ask', 'answer', 'satisfied', 'unsatisfied', 'correct')),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    -- Of what asks for an answer: within how many working days.
    days INTEGER,
    text TEXT NOT NULL
);
-- Whatever somebody answers is answered once.
CREATE UNIQUE INDEX supervision_entries_once ON supervision_entries (follows) WHERE step <> 'correct';
CREATE INDEX supervision_entries_note ON supervision_entries (note_id, id);

CREATE TRIGGER watch_alerts_stay BEFORE DELETE ON watch_alerts
BEGIN SELECT RAISE(ABORT, 'an alert stays'); END;
CREATE TRIGGER watch_alerts_keep_their_evidence BEFORE UPDATE ON watch_alerts
WHEN NEW.unit_id <> OLD.unit_id OR NEW.subject <> OLD.subject OR NEW.began_at <> OLD.began_at OR NEW.evidence <> OLD.evidence
    OR OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an alert stays as it began'); END;
CREATE TRIGGER watch_events_stay BEFORE UPDATE ON watch_events
BEGIN SELECT RAISE(ABORT, 'the history of an alert is append-only'); END;
CREATE TRIGGER watch_events_remain BEFORE DELETE ON watch_events
BEGIN SELECT RAISE(ABORT, 'the history of an alert is append-only'); END;
CREATE TRIGGER supervision_notes_stay BEFORE UPDATE ON supervision_notes
BEGIN SELECT RAISE(ABORT, 'a note of supervision is append-only'); END;
CREATE TRIGGER supervision_notes_remain BEFORE DELETE ON supervision_notes
BEGIN SELECT RAISE(ABORT, 'a note of supervision is append-only'); END;
CREATE TRIGGER supervision_entries_stay BEFORE UPDATE ON supervision_entries
BEGIN SELECT RAISE(ABORT, 'a note of supervision is append-only'); END;
CREATE TRIGGER supervision_entries_remain BEFORE DELETE ON supervision_entries
BEGIN SELECT RAISE(ABORT, 'a note of supervision is append-only'); END;
