-- What of the own counts has been told outside, so that what is told next never differs from it by a few people.
-- An empty criterion counts ballots, in n1.
CREATE TABLE told_cells (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    criterion TEXT NOT NULL,
    n1 INTEGER NOT NULL,
    n2 INTEGER NOT NULL,
    n3 INTEGER NOT NULL,
    n4 INTEGER NOT NULL,
    n5 INTEGER NOT NULL,
    no_opinion INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, questionnaire_id, criterion)
) WITHOUT ROWID;

-- The same people as they were told: from the month to the month "until" together, in a channel, or in several where it is
-- empty. Never fewer than ten.
CREATE TABLE told_groups (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    until DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    criterion TEXT NOT NULL,
    n1 INTEGER NOT NULL,
    n2 INTEGER NOT NULL,
    n3 INTEGER NOT NULL,
    n4 INTEGER NOT NULL,
    n5 INTEGER NOT NULL,
    no_opinion INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, until, channel, questionnaire_id, criterion)
) WITHOUT ROWID;

-- When something of a year was told last.
CREATE TABLE told_years (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    told_at TIMESTAMP NOT NULL,
    PRIMARY KEY (unit_id, year)
) WITHOUT ROWID;

-- Files of other installations: every one that was taken, for ever. The newest of a unit and year counts.
CREATE TABLE foreign_files (
    id INTEGER PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    -- Public key of the installation that signed it, in hexadecimal.
    issuer TEXT NOT NULL,
    -- The file itself, as it came.
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    made_at TIMESTAMP NOT NULL,
    -- The last day that it counts.
    until DATE NOT NULL,
    -- Ballots of that year that the installation had, and those of them whose scores are too few to be told.
    ballots BIGINT NOT NULL,
    untold BIGINT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    -- Null where it was taken by command.
    imported_by BIGINT REFERENCES accounts (id)
);
CREATE INDEX foreign_files_unit ON foreign_files (unit_id, year, id);

-- What the newest files tell, by the last month of each group. An empty channel is several together.
CREATE TABLE foreign_tally_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    criterion TEXT NOT NULL,
    n1 INTEGER NOT NULL,
    n2 INTEGER NOT NULL,
    n3 INTEGER NOT NULL,
    n4 INTEGER NOT NULL,
    n5 INTEGER NOT NULL,
    no_opinion INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, questionnaire_id, criterion)
) WITHOUT ROWID;

CREATE TABLE foreign_turnout_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    ballots INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, questionnaire_id)
) WITHOUT ROWID;

CREATE TRIGGER foreign_files_stay BEFORE UPDATE ON foreign_files
BEGIN SELECT RAISE(ABORT, 'files of others are append-only'); END;
CREATE TRIGGER foreign_files_remain BEFORE DELETE ON foreign_files
BEGIN SELECT RAISE(ABORT, 'files of others are append-only'); END;
