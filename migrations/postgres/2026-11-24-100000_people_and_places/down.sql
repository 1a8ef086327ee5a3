DROP TABLE links;
DROP TABLE devices;
DROP TABLE counters;
DROP TABLE sessions;
DROP TABLE accounts;
DROP TABLE units;
DROP TABLE settings;
