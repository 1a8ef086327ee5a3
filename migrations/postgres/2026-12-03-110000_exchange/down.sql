DROP TABLE foreign_turnout_months;
DROP TABLE foreign_tally_months;
DROP TABLE foreign_files;
DROP TABLE told_years;
DROP TABLE told_groups;
DROP TABLE told_cells;
