DROP INDEX complaints_assignee;
CREATE INDEX complaints_assignee ON complaints (assignee_id, state, due);
