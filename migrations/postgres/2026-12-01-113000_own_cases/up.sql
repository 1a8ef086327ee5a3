-- What somebody works on, with what decides whether a case may be seen, so that this part of the inbox is counted without
-- reading a case.
DROP INDEX complaints_assignee;
CREATE INDEX complaints_assignee ON complaints (assignee_id, state, due, unit_id, confined, keeper_id);
