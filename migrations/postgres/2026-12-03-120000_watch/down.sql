DROP TABLE supervision_entries;
DROP TABLE supervision_notes;
DROP TABLE supervision_rules;
DROP TABLE watch_letters;
DROP TABLE watch_events;
DROP TABLE watch_alerts;
DROP TABLE watch_rules;
DROP FUNCTION keep_alert();
