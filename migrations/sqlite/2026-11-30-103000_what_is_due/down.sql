DROP INDEX complaints_to_tell;
DROP INDEX complaints_state_due;
