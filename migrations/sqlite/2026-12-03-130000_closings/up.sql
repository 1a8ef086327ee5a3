-- Where a unit's reports end; 'calendar' where it says nothing.
CREATE TABLE report_rules (
    unit_id BIGINT NOT NULL PRIMARY KEY REFERENCES units (id),
    cutoff TEXT NOT NULL CHECK (cutoff IN ('calendar', 'fourteenth'))
);

-- A period whose figures were closed: what is counted later stands on a line of its own. A line is added once, never changed.
CREATE TABLE closings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    -- 'q1' to 'q4', 'h1', '9m', 'year'.
    period TEXT NOT NULL,
    cutoff TEXT NOT NULL CHECK (cutoff IN ('calendar', 'fourteenth')),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    closed_at TIMESTAMP NOT NULL,
    closed_by BIGINT NOT NULL REFERENCES accounts (id),
    -- The last ballot of the box at that moment, and its link in the chain.
    last_seq BIGINT NOT NULL,
    link BLOB NOT NULL,
    -- JSON: the units that were counted, ballots by channel.
    unit_ids TEXT NOT NULL,
    ballots TEXT NOT NULL,
    -- JSON of the report's figures, and its SHA-256.
    figures TEXT NOT NULL,
    digest BLOB NOT NULL,
    UNIQUE (unit_id, year, period)
);

CREATE TRIGGER closings_stay BEFORE UPDATE ON closings
BEGIN SELECT RAISE(ABORT, 'closed periods are append-only'); END;
CREATE TRIGGER closings_remain BEFORE DELETE ON closings
BEGIN SELECT RAISE(ABORT, 'closed periods are append-only'); END;

-- What a report says beside its figures: it may be written before and after these are closed.
CREATE TABLE report_words (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    period TEXT NOT NULL,
    number TEXT NOT NULL,
    signed_on DATE,
    recipient TEXT NOT NULL,
    -- Lines.
    causes TEXT NOT NULL,
    remedies TEXT NOT NULL,
    copies TEXT NOT NULL,
    capacity TEXT NOT NULL,
    signer TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (unit_id, year, period)
);
