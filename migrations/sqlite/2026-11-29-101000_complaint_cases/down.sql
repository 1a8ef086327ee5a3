DROP TABLE complaint_rules;
DROP TABLE complaint_templates;
DROP TABLE complaint_drafts;
DROP TABLE complaint_tallies;
DROP TABLE publication_words;
DROP TABLE complaint_words;
DROP TABLE publications;
DROP TABLE complaint_answers;
DROP TABLE complaint_files;
DROP TABLE complaint_officers;
DROP TABLE complaint_events;
ALTER TABLE complaint_contacts RENAME TO former_contacts;
ALTER TABLE complaints RENAME TO former_complaints;
DROP INDEX complaints_received;
DROP INDEX complaints_due;
DROP INDEX complaints_assignee;
DROP INDEX complaints_dossier;
DROP INDEX complaint_contacts_phone;
CREATE TABLE complaints (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    public_id BLOB NOT NULL UNIQUE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    counter_id BIGINT REFERENCES counters (id),
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'slip', 'place', 'open', 'hotline', 'paper')),
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    received_at TIMESTAMP NOT NULL
);
-- What was spoken at the counter was not known before.
INSERT INTO complaints (id, public_id, unit_id, counter_id, channel, lang, text, created_at, received_at)
SELECT id, public_id, unit_id, counter_id, CASE channel WHEN 'desk' THEN 'paper' ELSE channel END, lang, text,
    created_at, received_at
FROM former_complaints;
CREATE INDEX complaints_unit ON complaints (unit_id, received_at);
CREATE TABLE complaint_contacts (
    complaint_id BIGINT NOT NULL PRIMARY KEY REFERENCES complaints (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL
);
INSERT INTO complaint_contacts (complaint_id, name, phone) SELECT complaint_id, name, phone FROM former_contacts;
DROP TABLE former_contacts;
DROP TABLE former_complaints;
