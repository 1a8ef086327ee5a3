DROP TABLE dossier_sources;
DROP TABLE dossier_uploads;
DROP TABLE dossier_mappings;
