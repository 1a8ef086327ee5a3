-- The phone as it is compared, however it was typed.
ALTER TABLE dossier_applications ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
CREATE INDEX dossier_applications_phone ON dossier_applications (phone_key);
CREATE INDEX dossier_applications_identity ON dossier_applications (identity);
-- The form by which a dossier was registered here: sent twice it is registered once.
ALTER TABLE dossiers ADD COLUMN form_id TEXT;
CREATE UNIQUE INDEX dossiers_form ON dossiers (form_id) WHERE form_id IS NOT NULL;
-- What a code begins with is compared letter by letter, whatever the language of the database.
CREATE INDEX dossiers_code ON dossiers (unit_id, code text_pattern_ops);
-- Those whose day waits for the calendar.
CREATE INDEX dossiers_uncounted ON dossiers (id) WHERE first_due_at IS NULL;
-- Those whose clock stands.
CREATE INDEX dossiers_still ON dossiers (unit_id, stopped_at, id) WHERE ended_at IS NULL AND stopped_at IS NOT NULL;
-- Those that ended late by days that wait for the calendar.
CREATE INDEX dossiers_undelayed ON dossiers (id) WHERE days_late IS NULL AND stopped_at IS NULL AND ended_at > first_due_at;
