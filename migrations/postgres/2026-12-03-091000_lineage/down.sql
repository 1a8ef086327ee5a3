DROP TABLE unit_formers;
