DROP TABLE slip_tallies;
DROP TABLE slip_uses;
DROP TABLE slip_tokens;
