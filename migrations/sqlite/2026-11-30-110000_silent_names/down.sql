DROP INDEX complaints_unkept;
DELETE FROM complaint_officers WHERE silent;
ALTER TABLE complaint_officers DROP COLUMN silent;
