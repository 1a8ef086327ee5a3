-- Counts of the scores given in one day (Asia/Ho_Chi_Minh; a month by its first day).
CREATE TABLE tally_days (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    day DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    criterion TEXT NOT NULL,
    n1 INTEGER NOT NULL,
    n2 INTEGER NOT NULL,
    n3 INTEGER NOT NULL,
    n4 INTEGER NOT NULL,
    n5 INTEGER NOT NULL,
    no_opinion INTEGER NOT NULL,
    PRIMARY KEY (unit_id, day, channel, questionnaire_id, criterion)
) WITHOUT ROWID;

-- Ballots of one day.
CREATE TABLE turnout_days (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    day DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    ballots INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    PRIMARY KEY (unit_id, day, channel, questionnaire_id)
) WITHOUT ROWID;

-- Counts of the scores given in one month (Asia/Ho_Chi_Minh; a month by its first day).
CREATE TABLE tally_months (
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

-- Ballots of one month.
CREATE TABLE turnout_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    ballots INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, questionnaire_id)
) WITHOUT ROWID;

