-- What leaves the server: a mail to a person, or a signed call to the gateway that the operator named. It is written in
-- the transaction of what it tells of. once names that: whoever queues it again queues nothing.
CREATE TABLE messages (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    way TEXT NOT NULL CHECK (way IN ('email', 'hook')),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    once TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_try_at TIMESTAMP,
    sent_at TIMESTAMP,
    given_up_at TIMESTAMP,
    last_error TEXT
);
-- The due ones are looked for every few seconds; what was sent or given up is never among them.
CREATE INDEX messages_due ON messages (way, next_try_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX messages_unit ON messages (unit_id);

-- Where a person reads mail; empty for whoever has told none.
ALTER TABLE accounts ADD COLUMN email TEXT NOT NULL DEFAULT '';
