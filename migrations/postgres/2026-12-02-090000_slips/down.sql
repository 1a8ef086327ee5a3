DROP TABLE slip_tallies;
DROP TABLE slip_tokens;
