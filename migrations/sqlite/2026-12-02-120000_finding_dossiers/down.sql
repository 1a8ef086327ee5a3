DROP INDEX dossiers_still;
DROP INDEX dossiers_uncounted;
DROP INDEX dossiers_form;
ALTER TABLE dossiers DROP COLUMN form_id;
DROP INDEX dossier_applications_identity;
DROP INDEX dossier_applications_phone;
ALTER TABLE dossier_applications DROP COLUMN phone_key;
