DROP TABLE suspect_turnout_months;
DROP TABLE suspect_tally_months;
