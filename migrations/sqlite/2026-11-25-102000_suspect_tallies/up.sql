-- The same counts over suspect ballots alone: what is told with and without them is told from both.
CREATE TABLE suspect_tally_months (
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

CREATE TABLE suspect_turnout_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    ballots INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, questionnaire_id)
) WITHOUT ROWID;
