DROP TABLE turnout_months;
DROP TABLE tally_months;
DROP TABLE turnout_days;
DROP TABLE tally_days;
