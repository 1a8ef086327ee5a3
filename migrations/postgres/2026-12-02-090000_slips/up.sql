-- The QR of a dossier's receipt slip: rates once, from the day the result was returned until valid_until. Keyed by the
-- hash of a random token and nothing else, so that rows lie in no order. A used one holds its unit and nothing more.
CREATE TABLE slip_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    counter_id BIGINT REFERENCES counters (id),
    dossier_id BIGINT,
    timeliness TEXT CHECK (timeliness IN ('on_time', 'late_apologised', 'late_unapologised')),
    valid_until DATE,
    used BOOLEAN NOT NULL,
    CHECK ((timeliness IS NULL) = (valid_until IS NULL)),
    CHECK (used = (dossier_id IS NULL)),
    CHECK (NOT used OR (counter_id IS NULL AND valid_until IS NULL))
);
CREATE UNIQUE INDEX slip_tokens_dossier ON slip_tokens (dossier_id) WHERE dossier_id IS NOT NULL;

-- Counts of the scores that slips gave in one month, by how their dossiers were settled. No ballot tells that.
CREATE TABLE slip_tallies (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    timeliness TEXT NOT NULL,
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
