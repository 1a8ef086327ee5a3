DROP INDEX complaints_undecided;
