-- What the ballots of a day or month said overall, so that many units are compared without their criteria. persons: ballots
-- with a score; satisfied: scores of 4 and 5; answers: scores.
ALTER TABLE turnout_days ADD COLUMN persons INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turnout_days ADD COLUMN satisfied INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turnout_days ADD COLUMN answers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turnout_months ADD COLUMN persons INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turnout_months ADD COLUMN satisfied INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turnout_months ADD COLUMN answers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE suspect_turnout_months ADD COLUMN persons INTEGER NOT NULL DEFAULT 0;
ALTER TABLE suspect_turnout_months ADD COLUMN satisfied INTEGER NOT NULL DEFAULT 0;
ALTER TABLE suspect_turnout_months ADD COLUMN answers INTEGER NOT NULL DEFAULT 0;

UPDATE turnout_days SET satisfied = told.satisfied, answers = told.answers
FROM (
    SELECT unit_id, day, channel, questionnaire_id, sum(n4 + n5) AS satisfied, sum(n1 + n2 + n3 + n4 + n5) AS answers
    FROM tally_days
    GROUP BY unit_id, day, channel, questionnaire_id
) AS told
WHERE told.unit_id = turnout_days.unit_id AND told.day = turnout_days.day AND told.channel = turnout_days.channel
    AND told.questionnaire_id = turnout_days.questionnaire_id;
UPDATE turnout_months SET satisfied = told.satisfied, answers = told.answers
FROM (
    SELECT unit_id, month, channel, questionnaire_id, sum(n4 + n5) AS satisfied, sum(n1 + n2 + n3 + n4 + n5) AS answers
    FROM tally_months
    GROUP BY unit_id, month, channel, questionnaire_id
) AS told
WHERE told.unit_id = turnout_months.unit_id AND told.month = turnout_months.month AND told.channel = turnout_months.channel
    AND told.questionnaire_id = turnout_months.questionnaire_id;
UPDATE suspect_turnout_months SET satisfied = told.satisfied, answers = told.answers
FROM (
    SELECT unit_id, month, channel, questionnaire_id, sum(n4 + n5) AS satisfied, sum(n1 + n2 + n3 + n4 + n5) AS answers
    FROM suspect_tally_months
    GROUP BY unit_id, month, channel, questionnaire_id
) AS told
WHERE told.unit_id = suspect_turnout_months.unit_id AND told.month = suspect_turnout_months.month AND told.channel = suspect_turnout_months.channel
    AND told.questionnaire_id = suspect_turnout_months.questionnaire_id;

UPDATE turnout_days SET persons = told.persons
FROM (
    SELECT unit_id, CAST(rated_at + INTERVAL '7 hours' AS DATE) AS day, channel, questionnaire_id, count(*) AS persons
    FROM ballots
    WHERE answers ~ ':[1-5]'
    GROUP BY unit_id, CAST(rated_at + INTERVAL '7 hours' AS DATE), channel, questionnaire_id
) AS told
WHERE told.unit_id = turnout_days.unit_id AND told.day = turnout_days.day AND told.channel = turnout_days.channel
    AND told.questionnaire_id = turnout_days.questionnaire_id;
UPDATE turnout_months SET persons = told.persons
FROM (
    SELECT unit_id, CAST(date_trunc('month', day) AS DATE) AS month, channel, questionnaire_id, sum(persons) AS persons
    FROM turnout_days
    GROUP BY unit_id, CAST(date_trunc('month', day) AS DATE), channel, questionnaire_id
) AS told
WHERE told.unit_id = turnout_months.unit_id AND told.month = turnout_months.month AND told.channel = turnout_months.channel
    AND told.questionnaire_id = turnout_months.questionnaire_id;
UPDATE suspect_turnout_months SET persons = told.persons
FROM (
    SELECT unit_id, CAST(date_trunc('month', CAST(rated_at + INTERVAL '7 hours' AS DATE)) AS DATE) AS month, channel, questionnaire_id, count(*) AS persons
    FROM ballots
    WHERE answers ~ ':[1-5]'
        AND seq IN (SELECT ballot_seq FROM ballot_flags WHERE flag NOT IN ('clock_skew', 'handed_over'))
    GROUP BY unit_id, CAST(date_trunc('month', CAST(rated_at + INTERVAL '7 hours' AS DATE)) AS DATE), channel, questionnaire_id
) AS told
WHERE told.unit_id = suspect_turnout_months.unit_id AND told.month = suspect_turnout_months.month AND told.channel = suspect_turnout_months.channel
    AND told.questionnaire_id = suspect_turnout_months.questionnaire_id;

-- The same counts over all units below one, which are rows of the units' own added up: a page of a province reads as many as one
-- of a commune. Nothing is here of a unit with none below it.
CREATE TABLE area_tally_days (
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
);
INSERT INTO area_tally_days
    (unit_id, day, channel, questionnaire_id, criterion, n1, n2, n3, n4, n5, no_opinion)
SELECT area.id, told.day, told.channel, told.questionnaire_id, told.criterion, sum(told.n1), sum(told.n2), sum(told.n3), sum(told.n4), sum(told.n5), sum(told.no_opinion)
FROM tally_days AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.day, told.channel, told.questionnaire_id, told.criterion;

-- Likewise of turnout_days.
CREATE TABLE area_turnout_days (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    day DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    ballots INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    satisfied INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (unit_id, day, channel, questionnaire_id)
);
INSERT INTO area_turnout_days
    (unit_id, day, channel, questionnaire_id, ballots, partial, persons, satisfied, answers)
SELECT area.id, told.day, told.channel, told.questionnaire_id, sum(told.ballots), sum(told.partial), sum(told.persons), sum(told.satisfied), sum(told.answers)
FROM turnout_days AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.day, told.channel, told.questionnaire_id;

-- Likewise of tally_months.
CREATE TABLE area_tally_months (
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
);
INSERT INTO area_tally_months
    (unit_id, month, channel, questionnaire_id, criterion, n1, n2, n3, n4, n5, no_opinion)
SELECT area.id, told.month, told.channel, told.questionnaire_id, told.criterion, sum(told.n1), sum(told.n2), sum(told.n3), sum(told.n4), sum(told.n5), sum(told.no_opinion)
FROM tally_months AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.month, told.channel, told.questionnaire_id, told.criterion;

-- Likewise of turnout_months.
CREATE TABLE area_turnout_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    ballots INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    satisfied INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, questionnaire_id)
);
INSERT INTO area_turnout_months
    (unit_id, month, channel, questionnaire_id, ballots, partial, persons, satisfied, answers)
SELECT area.id, told.month, told.channel, told.questionnaire_id, sum(told.ballots), sum(told.partial), sum(told.persons), sum(told.satisfied), sum(told.answers)
FROM turnout_months AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.month, told.channel, told.questionnaire_id;

-- Likewise of suspect_tally_months.
CREATE TABLE area_suspect_tally_months (
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
);
INSERT INTO area_suspect_tally_months
    (unit_id, month, channel, questionnaire_id, criterion, n1, n2, n3, n4, n5, no_opinion)
SELECT area.id, told.month, told.channel, told.questionnaire_id, told.criterion, sum(told.n1), sum(told.n2), sum(told.n3), sum(told.n4), sum(told.n5), sum(told.no_opinion)
FROM suspect_tally_months AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.month, told.channel, told.questionnaire_id, told.criterion;

-- Likewise of suspect_turnout_months.
CREATE TABLE area_suspect_turnout_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    ballots INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    satisfied INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, questionnaire_id)
);
INSERT INTO area_suspect_turnout_months
    (unit_id, month, channel, questionnaire_id, ballots, partial, persons, satisfied, answers)
SELECT area.id, told.month, told.channel, told.questionnaire_id, sum(told.ballots), sum(told.partial), sum(told.persons), sum(told.satisfied), sum(told.answers)
FROM suspect_turnout_months AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.month, told.channel, told.questionnaire_id;

-- Likewise of breakdown_months.
CREATE TABLE area_breakdown_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    questionnaire_id BIGINT NOT NULL REFERENCES questionnaires (id),
    measure TEXT NOT NULL,
    persons INTEGER NOT NULL,
    satisfied INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, facet, channel, value, questionnaire_id, measure)
);
INSERT INTO area_breakdown_months
    (unit_id, month, channel, facet, value, questionnaire_id, measure, persons, satisfied, answers)
SELECT area.id, told.month, told.channel, told.facet, told.value, told.questionnaire_id, told.measure, sum(told.persons), sum(told.satisfied), sum(told.answers)
FROM breakdown_months AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.month, told.channel, told.facet, told.value, told.questionnaire_id, told.measure;

-- Likewise of reason_months.
CREATE TABLE area_reason_months (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    month DATE NOT NULL,
    channel TEXT NOT NULL,
    reason TEXT NOT NULL,
    ballots INTEGER NOT NULL,
    PRIMARY KEY (unit_id, month, channel, reason)
);
INSERT INTO area_reason_months
    (unit_id, month, channel, reason, ballots)
SELECT area.id, told.month, told.channel, told.reason, sum(told.ballots)
FROM reason_months AS told
JOIN units AS own ON own.id = told.unit_id
JOIN units AS area ON area.id <> own.id AND own.path LIKE area.path || '%'
GROUP BY area.id, told.month, told.channel, told.reason;
