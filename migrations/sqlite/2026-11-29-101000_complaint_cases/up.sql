-- A complaint becomes a case that is worked on. What the citizen said stays as it came (text, created_at); what the
-- office makes of it stands beside it. The table is laid anew: a channel more (desk: spoken at the counter).
ALTER TABLE complaint_contacts RENAME TO former_contacts;
ALTER TABLE complaints RENAME TO former_complaints;
DROP INDEX complaints_unit;
CREATE TABLE complaints (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    public_id BLOB NOT NULL UNIQUE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    counter_id BIGINT REFERENCES counters (id),
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'slip', 'place', 'open', 'hotline', 'desk', 'paper')),
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    received_at TIMESTAMP NOT NULL,
    -- Who took it in, where somebody did.
    recorded_by BIGINT REFERENCES accounts (id),
    -- Grows with every change, so that the second of two who change a case at once is told.
    version BIGINT NOT NULL DEFAULT 1,
    state TEXT NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'classified', 'assigned', 'in_progress', 'waiting', 'answered', 'closed', 'reopened', 'refused', 'forwarded')),
    proposed TEXT NOT NULL DEFAULT 'question' CHECK (proposed IN ('unfit', 'conduct', 'regulation', 'elsewhere', 'question', 'grievance', 'denunciation', 'emergency')),
    class TEXT CHECK (class IN ('unfit', 'conduct', 'regulation', 'elsewhere', 'question', 'grievance', 'denunciation', 'emergency')),
    dimension TEXT,
    field TEXT NOT NULL DEFAULT '',
    dossier TEXT NOT NULL DEFAULT '',
    assignee_id BIGINT REFERENCES accounts (id),
    -- May be a denunciation (tố cáo): nobody but the keeper sees it.
    confined BOOLEAN NOT NULL DEFAULT 0,
    keeper_id BIGINT REFERENCES accounts (id),
    -- Days by which something must be done; null while the calendar of that year is not loaded, or nothing is owed.
    acknowledge_by DATE,
    due DATE,
    -- The day from which the working days to the answer are counted, and how many there are.
    counted_from DATE NOT NULL,
    days INTEGER NOT NULL DEFAULT 0,
    paused_on DATE,
    acknowledged_on DATE,
    -- The day on which what was owed was done: answered, refused, forwarded.
    done_on DATE,
    -- Once late, always counted as late.
    late BOOLEAN NOT NULL DEFAULT 0,
    reopened INTEGER NOT NULL DEFAULT 0,
    -- How the citizen rates the handling, 1 to 5.
    score INTEGER CHECK (score BETWEEN 1 AND 5),
    -- The case that this one was split from.
    parent_id BIGINT REFERENCES complaints (id),
    -- The earlier case that says the same; this one is answered with it.
    twin_id BIGINT REFERENCES complaints (id)
);
-- Ten working days, as for every question while a unit has set no other number. Whoever left no phone, or saw the
-- number when they sent it, needs no further word that it came.
INSERT INTO complaints (id, public_id, unit_id, counter_id, channel, lang, text, created_at, received_at, counted_from,
    days, acknowledged_on)
SELECT id, public_id, unit_id, counter_id, channel, lang, text, created_at, received_at, DATE(received_at, '+7 hours'), 10,
    CASE WHEN channel IN ('kiosk', 'paper') AND EXISTS (
        SELECT 1 FROM former_contacts WHERE complaint_id = former_complaints.id AND phone <> ''
    ) THEN NULL ELSE DATE(received_at, '+7 hours') END
FROM former_complaints;
CREATE INDEX complaints_received ON complaints (unit_id, id);
-- With what decides whether a case may be seen, so that parts of the inbox are counted without reading a case.
CREATE INDEX complaints_due ON complaints (unit_id, state, due, confined, keeper_id);
CREATE INDEX complaints_assignee ON complaints (assignee_id, state, due);
CREATE INDEX complaints_parent ON complaints (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX complaints_twin ON complaints (twin_id) WHERE twin_id IS NOT NULL;
CREATE INDEX complaints_dossier ON complaints (unit_id, dossier) WHERE dossier <> '';

-- Personal data apart from the case, so that it can be erased by rule while the case stays.
CREATE TABLE complaint_contacts (
    complaint_id BIGINT NOT NULL PRIMARY KEY REFERENCES complaints (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    -- Digits alone, as they are dialled here: 0905123456.
    phone_key TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT ''
);
INSERT INTO complaint_contacts (complaint_id, name, phone) SELECT complaint_id, name, phone FROM former_contacts;
CREATE INDEX complaint_contacts_phone ON complaint_contacts (phone_key) WHERE phone_key <> '';
DROP TABLE former_contacts;
DROP TABLE former_complaints;

-- What was done with a case, by whom and why; nothing is taken back. Without an account it was the citizen, or the
-- program by rule.
CREATE TABLE complaint_events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    complaint_id BIGINT NOT NULL REFERENCES complaints (id),
    at TIMESTAMP NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    action TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX complaint_events_case ON complaint_events (complaint_id, id);

-- Officers whom a case names: they can neither open, assign nor answer it.
CREATE TABLE complaint_officers (
    complaint_id BIGINT NOT NULL REFERENCES complaints (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (complaint_id, account_id)
);
CREATE INDEX complaint_officers_account ON complaint_officers (account_id);

-- Papers and pictures of a case. They lie in the database: no address of the server leads to them but through the
-- case, and one backup holds everything.
CREATE TABLE complaint_files (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    public_id BLOB NOT NULL UNIQUE,
    complaint_id BIGINT NOT NULL REFERENCES complaints (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    content BLOB NOT NULL,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX complaint_files_case ON complaint_files (complaint_id);

-- Answers in the order they were written. The last one that a leader approved is what the citizen reads.
CREATE TABLE complaint_answers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    complaint_id BIGINT NOT NULL REFERENCES complaints (id),
    text TEXT NOT NULL,
    written_by BIGINT NOT NULL REFERENCES accounts (id),
    written_at TIMESTAMP NOT NULL,
    approved_by BIGINT REFERENCES accounts (id),
    approved_at TIMESTAMP,
    -- Sent back to whoever wrote it, and why.
    returned_at TIMESTAMP
);
CREATE INDEX complaint_answers_case ON complaint_answers (complaint_id, id);
-- Those that wait for a leader, however many are over.
CREATE INDEX complaint_answers_waiting ON complaint_answers (complaint_id) WHERE approved_at IS NULL AND returned_at IS NULL;

-- What the public reads of a case, in plain words and without personal data.
CREATE TABLE publications (
    complaint_id BIGINT NOT NULL PRIMARY KEY REFERENCES complaints (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    title TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    published_by BIGINT NOT NULL REFERENCES accounts (id),
    published_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
CREATE INDEX publications_unit ON publications (unit_id, published_at);

-- Folded words (without accents) by which cases and publications are found, the same on both databases. A search
-- walks the rarest word's complaints from the newest.
CREATE TABLE complaint_words (
    unit_id BIGINT NOT NULL,
    word TEXT NOT NULL,
    complaint_id BIGINT NOT NULL REFERENCES complaints (id),
    PRIMARY KEY (unit_id, word, complaint_id)
) WITHOUT ROWID;
CREATE INDEX complaint_words_all ON complaint_words (word, complaint_id);
CREATE TABLE publication_words (
    word TEXT NOT NULL,
    complaint_id BIGINT NOT NULL REFERENCES publications (complaint_id),
    PRIMARY KEY (word, complaint_id)
) WITHOUT ROWID;

-- Counts of cases, moved in the transaction that changes a case, so that figures cost the same however many there
-- are. Year and month are those of the day received, in Vietnam; class and field are empty while not decided.
CREATE TABLE complaint_tallies (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    class TEXT NOT NULL,
    field TEXT NOT NULL,
    fact TEXT NOT NULL,
    cases INTEGER NOT NULL,
    -- In the order in which figures read them: some facts of a year.
    PRIMARY KEY (unit_id, year, fact, month, class, field)
) WITHOUT ROWID;
INSERT INTO complaint_tallies (unit_id, year, month, class, field, fact, cases)
SELECT unit_id, CAST(STRFTIME('%Y', received_at, '+7 hours') AS INTEGER), CAST(STRFTIME('%m', received_at, '+7 hours') AS INTEGER), '', '', facts.fact, COUNT(*)
FROM complaints CROSS JOIN (SELECT 'received' AS fact UNION ALL SELECT 'open') AS facts
GROUP BY 1, 2, 3, 4, 5, 6;

-- A form of the hotline that is being filled in, kept while it is typed.
CREATE TABLE complaint_drafts (
    public_id BLOB NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    fields TEXT NOT NULL,
    -- Grows with every change, so that the second of two pages with the same draft is told.
    version BIGINT NOT NULL DEFAULT 1,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX complaint_drafts_account ON complaint_drafts (account_id, updated_at);

-- Answers that are written again and again.
CREATE TABLE complaint_templates (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (unit_id, title)
);

-- How a unit handles complaints; a unit without a row follows the one above it, and the usual rules at last.
CREATE TABLE complaint_rules (
    unit_id BIGINT NOT NULL PRIMARY KEY REFERENCES units (id),
    -- The leader who alone sees what may be a denunciation, and to whom is escalated.
    leader_id BIGINT REFERENCES accounts (id),
    -- JSON of the numbers of working days.
    days TEXT NOT NULL
);
