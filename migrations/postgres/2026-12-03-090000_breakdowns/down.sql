DROP INDEX ballot_comments_newest;
ALTER TABLE ballot_comments DROP COLUMN unit_id;
ALTER TABLE slip_tokens DROP COLUMN field;
ALTER TABLE counters DROP COLUMN field;
DROP TABLE reason_months;
DROP TABLE breakdown_months;
