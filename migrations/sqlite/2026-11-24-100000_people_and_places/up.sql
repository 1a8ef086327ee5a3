-- Names and secrets of this installation: form key, set-up token.
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- The tree of units. path is '/1/7/': every ancestor's id and the unit's own.
CREATE TABLE units (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    parent_id BIGINT REFERENCES units (id),
    path TEXT NOT NULL,
    hotline TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL
);

-- People who sign in. An account is closed, never deleted.
CREATE TABLE accounts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    role TEXT NOT NULL CHECK (role IN ('admin', 'leader', 'desk', 'hotline', 'observer')),
    name TEXT NOT NULL,
    login TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- Signed-in browsers. The cookie's key is kept only as its SHA-256.
CREATE TABLE sessions (
    key_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT REFERENCES accounts (id),
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);

-- Places at the desk where one officer serves.
CREATE TABLE counters (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    name TEXT NOT NULL,
    officer_id BIGINT REFERENCES accounts (id),
    active BOOLEAN NOT NULL,
    UNIQUE (unit_id, name)
);

-- Tablets. The token is kept only as its SHA-256.
CREATE TABLE devices (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    public_id TEXT NOT NULL UNIQUE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    counter_id BIGINT REFERENCES counters (id),
    token_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);

-- QR links to the rating form.
CREATE TABLE links (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    counter_id BIGINT REFERENCES counters (id),
    channel TEXT NOT NULL CHECK (channel IN ('place', 'open')),
    created_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);
