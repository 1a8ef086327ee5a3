-- What the columns of the one-stop software's files mean, as it was corrected last (JSON).
CREATE TABLE dossier_mappings (
    unit_id BIGINT NOT NULL PRIMARY KEY REFERENCES units (id),
    mapping TEXT NOT NULL
);

-- A file between its trial and its import: deleted after use, and after a day. Only whoever sent it sees it.
CREATE TABLE dossier_uploads (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    -- Dossiers, or procedures of the catalogue.
    kind TEXT NOT NULL CHECK (kind IN ('dossiers', 'procedures')),
    name TEXT NOT NULL,
    -- Which sheet of the workbook is meant; empty: not said.
    sheet TEXT NOT NULL,
    -- What its columns mean, as corrected for this file (JSON).
    mapping TEXT NOT NULL,
    uploaded_at TIMESTAMP NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX dossier_uploads_age ON dossier_uploads (uploaded_at);

-- What the one-stop software said of a dossier last (JSON), without who it is of: only what it says otherwise the next
-- time is a change.
CREATE TABLE dossier_sources (
    dossier_id BIGINT NOT NULL PRIMARY KEY REFERENCES dossiers (id),
    said TEXT NOT NULL
);
