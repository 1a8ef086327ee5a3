-- What the tablet knew of the moment: version of the scale, how the screen lay, what it noticed (codes with commas
-- between), and the officer on duty at the counter.
ALTER TABLE ballots ADD COLUMN scale TEXT;
ALTER TABLE ballots ADD COLUMN layout TEXT;
ALTER TABLE ballots ADD COLUMN signals TEXT;
ALTER TABLE ballots ADD COLUMN officer_id BIGINT REFERENCES accounts (id);
CREATE INDEX ballots_install ON ballots (install_id, install_seq) WHERE install_id IS NOT NULL;

-- When the desk is open (JSON; null: always) and the staff's PIN on the tablet (salted hash; null: none).
ALTER TABLE devices ADD COLUMN hours TEXT;
ALTER TABLE devices ADD COLUMN pin TEXT;

-- One row per lifetime of a tablet's storage. stored moves in the ballots' own transaction; the rest is what
-- the tablet said last. captured - stored - waiting - refused - discarded are the ballots that are missing.
CREATE TABLE device_installs (
    install_id BLOB NOT NULL PRIMARY KEY,
    device_id BIGINT NOT NULL REFERENCES devices (id),
    stored BIGINT NOT NULL,
    captured BIGINT NOT NULL,
    waiting BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    discarded BIGINT NOT NULL,
    seen_at TIMESTAMP
);
CREATE INDEX device_installs_device ON device_installs (device_id);
-- Ballots of before told their storage already.
INSERT INTO device_installs (install_id, device_id, stored, captured, waiting, refused, discarded)
SELECT install_id, MAX(device_id), COUNT(*), 0, 0, 0, 0
FROM ballots
WHERE install_id IS NOT NULL AND install_seq IS NOT NULL AND device_id IS NOT NULL
GROUP BY install_id;

-- How a tablet was when it was last heard. Null: it does not know.
CREATE TABLE device_states (
    device_id BIGINT NOT NULL PRIMARY KEY REFERENCES devices (id),
    install_id BLOB NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    app TEXT NOT NULL,
    oldest_waiting_at TIMESTAMP,
    elsewhere BIGINT NOT NULL,
    secure BOOLEAN NOT NULL,
    storage_works BOOLEAN NOT NULL,
    persisted BOOLEAN,
    used_bytes BIGINT,
    quota_bytes BIGINT,
    awake BOOLEAN,
    battery INTEGER,
    charging BOOLEAN,
    skew_s INTEGER NOT NULL,
    last_input_at TIMESTAMP,
    rated_at TIMESTAMP,
    px_per_mm_hundredths INTEGER,
    screen TEXT NOT NULL,
    address TEXT NOT NULL,
    model TEXT NOT NULL
);

-- Tablets that ask to be paired (after RFC 8628). The secret is kept only as its SHA-256.
CREATE TABLE pairings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL UNIQUE,
    install_id BLOB NOT NULL,
    address TEXT NOT NULL,
    model TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    polled_at TIMESTAMP,
    device_id BIGINT REFERENCES devices (id)
);
