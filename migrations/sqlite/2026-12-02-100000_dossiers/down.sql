DROP TABLE apologies;
DROP TABLE dossier_tallies;
DROP TABLE dossier_rules;
DROP TABLE series;
DROP TABLE dossier_events;
DROP TABLE dossier_applications;
DROP TABLE dossiers;
DROP TABLE procedures;
