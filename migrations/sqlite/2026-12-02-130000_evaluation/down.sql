DROP TABLE evaluation_unfounded;
DROP TABLE evaluation_statements;
DROP INDEX complaints_handled;
DROP INDEX complaints_conduct;
CREATE INDEX dossiers_ended ON dossiers (unit_id, ended_at) WHERE ended_at IS NOT NULL;
DROP INDEX dossiers_open_ways;
DROP INDEX dossiers_evaluated;
ALTER TABLE dossiers DROP COLUMN timing;
