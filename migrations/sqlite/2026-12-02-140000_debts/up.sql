-- Everything of one officer or of one field, the newest first: however few of a unit's dossiers that are.
CREATE INDEX dossiers_officer ON dossiers (unit_id, officer_id, received_at, id) WHERE officer_id IS NOT NULL;
CREATE INDEX dossiers_field ON dossiers (unit_id, field, received_at, id);
-- Why letters of a year were written, without the letters.
CREATE INDEX apologies_reasons ON apologies (unit_id, year, kind, reason) WHERE year IS NOT NULL;
