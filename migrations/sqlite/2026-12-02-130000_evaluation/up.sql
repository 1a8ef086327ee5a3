-- Whether a dossier ended before its day, on it or after it, so that evaluations (TT 01/2018/TT-VPCP) are counted from
-- an index without reading dossiers.
ALTER TABLE dossiers ADD COLUMN timing TEXT NOT NULL DEFAULT 'unknown' CHECK (timing IN ('early', 'on_day', 'late', 'unknown'));
UPDATE dossiers SET timing = CASE
    WHEN COALESCE(stopped_at, ended_at) > first_due_at THEN 'late'
    WHEN limit_unit IS 'hour' AND STRFTIME('%s', first_due_at) - STRFTIME('%s', COALESCE(stopped_at, ended_at)) >= 3600 THEN 'early'
    WHEN limit_unit IS NOT 'hour' AND DATE(COALESCE(stopped_at, ended_at), '+7 hours') < DATE(first_due_at, '+7 hours') THEN 'early'
    ELSE 'on_day'
END
WHERE ended_at IS NOT NULL AND first_due_at IS NOT NULL AND state <> 'withdrawn';
CREATE INDEX dossiers_evaluated ON dossiers (unit_id, ended_at, state, officer_id, officer_name, timing, supplements, contacts, agencies, way)
WHERE ended_at IS NOT NULL;
DROP INDEX dossiers_ended;
-- What waits online after its day, however many other dossiers are open.
CREATE INDEX dossiers_open_ways ON dossiers (unit_id, way, first_due_at, stopped_at) WHERE ended_at IS NULL;

CREATE INDEX complaints_conduct ON complaints (unit_id, class, dossier);
CREATE INDEX complaints_handled ON complaints (unit_id, received_at, state, late, confined, class, proposed);

-- What a unit says of its own desk, from a day on; a later line takes the place of an earlier one, nothing is taken back.
CREATE TABLE evaluation_statements (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    valid_from DATE NOT NULL,
    -- The list of procedures can be read on a board at the office, and online.
    board BOOLEAN NOT NULL,
    online BOOLEAN NOT NULL,
    -- Every procedure is received and its result returned at the desk; null: nobody said.
    through_desk BOOLEAN,
    stated_by BIGINT REFERENCES accounts (id),
    stated_at TIMESTAMP NOT NULL
);
CREATE INDEX evaluation_statements_unit ON evaluation_statements (unit_id, valid_from, id);
-- What was ticked among the rules of dossiers, without a day, holds from now on.
INSERT INTO evaluation_statements (unit_id, valid_from, board, online, stated_at)
SELECT unit_id, DATE('now', '+7 hours'), COALESCE(JSON_EXTRACT(rules, '$.published.board'), 0),
    COALESCE(JSON_EXTRACT(rules, '$.published.online'), 0), CURRENT_TIMESTAMP
FROM dossier_rules
WHERE JSON_EXTRACT(rules, '$.published.board') OR JSON_EXTRACT(rules, '$.published.online');

-- Complaints of conduct of which a leader found that they are untrue: they take no points.
CREATE TABLE evaluation_unfounded (
    complaint_id BIGINT NOT NULL PRIMARY KEY REFERENCES complaints (id),
    note TEXT NOT NULL,
    decided_by BIGINT NOT NULL REFERENCES accounts (id),
    decided_at TIMESTAMP NOT NULL
);
