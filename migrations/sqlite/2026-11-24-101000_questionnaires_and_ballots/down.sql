DROP TABLE ballot_conflicts;
DROP TABLE ballot_flags;
DROP TABLE ballot_comments;
DROP TABLE ledger_head;
DROP TABLE ballots;
DROP TABLE questionnaires;
