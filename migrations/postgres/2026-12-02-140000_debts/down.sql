DROP INDEX apologies_reasons;
DROP INDEX dossiers_field;
DROP INDEX dossiers_officer;
