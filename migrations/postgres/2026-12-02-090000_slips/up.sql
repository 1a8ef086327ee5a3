-- The QR of a dossier's receipt slip: rates once, from the day the result was returned until valid_until. Using it leaves
-- its row as it is, so that nobody reads here who rated.
CREATE TABLE slip_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    counter_id BIGINT REFERENCES counters (id),
    dossier_id BIGINT NOT NULL UNIQUE,
    timeliness TEXT CHECK (timeliness IN ('on_time', 'late_apologised', 'late_unapologised')),
    valid_until DATE,
    CHECK ((timeliness IS NULL) = (valid_until IS NULL))
);
CREATE INDEX slip_tokens_open ON slip_tokens (unit_id, valid_until, timeliness);

-- Tokens that have rated, under another hash: which of the slips one was only its paper tells.
CREATE TABLE slip_uses (
    use_hash TEXT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL
);

-- Counts of the scores that slips gave in one month, by how their dossiers were settled. No ballot tells that,
-- and 'untold' are those among too few to hide in.
CREATE TABLE slip_tallies (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    timeliness TEXT NOT NULL
        CHECK (timeliness IN ('on_time', 'late_apologised', 'late_unapologised', 'untold')),
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    criterion TEXT NOT NULL,
    n1 INTEGER NOT NULL,
    n2 INTEGER NOT NULL,
    n3 INTEGER NOT NULL,
    n4 INTEGER NOT NULL,
    n5 INTEGER NOT NULL,
    no_opinion INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, timeliness, questionnaire_id, criterion)
);
