-- Versioned questions. definition is JSON; it is frozen once a ballot uses it.
CREATE TABLE questionnaires (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- One row per citizen and rating, append-only. seq has no gaps; link chains each row to the one before.
CREATE TABLE ballots (
    seq INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'slip', 'place', 'open', 'hotline', 'paper')),
    counter_id BIGINT REFERENCES counters (id),
    device_id BIGINT REFERENCES devices (id),
    link_id BIGINT REFERENCES links (id),
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    answers TEXT NOT NULL,
    reasons TEXT,
    comment_seal BLOB,
    lang TEXT NOT NULL,
    partial BOOLEAN NOT NULL,
    rated_at TIMESTAMP NOT NULL,
    skew_s INTEGER,
    duration_s INTEGER,
    elapsed_ms INTEGER,
    install_id BLOB,
    install_seq BIGINT,
    received_at TIMESTAMP NOT NULL,
    digest BLOB NOT NULL,
    link BLOB NOT NULL
);

-- The end of the chain, and the lock under which it grows.
CREATE TABLE ledger_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    link BLOB NOT NULL
);

-- Free text beside its ballot, so that it can be erased when the law asks while the ballot still verifies.
CREATE TABLE ballot_comments (
    ballot_seq INTEGER NOT NULL PRIMARY KEY REFERENCES ballots (seq),
    salt BLOB NOT NULL,
    comment TEXT NOT NULL
);

-- What made a ballot suspect. Flags are added, never taken away.
CREATE TABLE ballot_flags (
    ballot_seq BIGINT NOT NULL REFERENCES ballots (seq),
    flag TEXT NOT NULL,
    PRIMARY KEY (ballot_seq, flag)
) WITHOUT ROWID;

-- A known id that came again with another payload: kept aside, never counted.
CREATE TABLE ballot_conflicts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ballot_id BLOB NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    payload TEXT NOT NULL,
    digest BLOB NOT NULL,
    received_at TIMESTAMP NOT NULL,
    UNIQUE (ballot_id, digest)
);

INSERT INTO ledger_head (id, seq, link) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER ballots_stay BEFORE UPDATE ON ballots
BEGIN SELECT RAISE(ABORT, 'ballots are append-only'); END;
CREATE TRIGGER ballots_remain BEFORE DELETE ON ballots
BEGIN SELECT RAISE(ABORT, 'ballots are append-only'); END;
CREATE TRIGGER ballot_flags_stay BEFORE UPDATE ON ballot_flags
BEGIN SELECT RAISE(ABORT, 'ballot flags are append-only'); END;
CREATE TRIGGER ballot_flags_remain BEFORE DELETE ON ballot_flags
BEGIN SELECT RAISE(ABORT, 'ballot flags are append-only'); END;
CREATE TRIGGER used_questionnaires_stay BEFORE UPDATE ON questionnaires
WHEN EXISTS (SELECT 1 FROM ballots WHERE questionnaire_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a questionnaire in use is frozen'); END;
