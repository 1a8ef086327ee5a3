ALTER TABLE accounts DROP COLUMN email;
DROP TABLE messages;
