-- What the scores of a month break down into beside their criteria. facet 'counter': value is the counter's id; 'field': the
-- field of the counter or of the slip's dossier; 'hour': ISO weekday and hour in Vietnam, '3-09'. An empty value is what is
-- not known or too little to tell, so that the values of a facet always add up to the whole. measure: a dimension or
-- 'overall'; hours tell the whole alone. persons: ballots that answered it.
CREATE TABLE breakdown_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    facet TEXT NOT NULL CHECK (facet IN ('counter', 'field', 'hour')),
    value TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    measure TEXT NOT NULL,
    persons INTEGER NOT NULL,
    satisfied INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, facet, channel, value, questionnaire_id, measure)
) WITHOUT ROWID;

-- How many ballots of a month named a reason.
CREATE TABLE reason_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    reason TEXT NOT NULL,
    ballots INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, reason)
) WITHOUT ROWID;

-- Code of the field that a counter serves alone; empty where it serves several.
ALTER TABLE counters ADD COLUMN field TEXT NOT NULL DEFAULT '';

-- The field of the slip's dossier, known once the result was returned; empty before.
ALTER TABLE slip_tokens ADD COLUMN field TEXT NOT NULL DEFAULT '';

-- The unit beside its newest words, so that a page finds them without reading ballots.
ALTER TABLE ballot_comments ADD COLUMN unit_id BIGINT REFERENCES units (id);
UPDATE ballot_comments SET unit_id = (SELECT unit_id FROM ballots WHERE seq = ballot_seq);
CREATE INDEX ballot_comments_newest ON ballot_comments (unit_id, ballot_seq);
