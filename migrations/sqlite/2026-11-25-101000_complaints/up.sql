-- What citizens report (phản ánh, kiến nghị). Nothing ties one to a ballot. public_id is the sender's, so that a
-- report that is sent again is the same one.
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
CREATE INDEX complaints_unit ON complaints (unit_id, received_at);

-- Personal data apart from the case, so that it can be erased by rule while the case stays.
CREATE TABLE complaint_contacts (
    complaint_id BIGINT NOT NULL PRIMARY KEY REFERENCES complaints (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL
);
