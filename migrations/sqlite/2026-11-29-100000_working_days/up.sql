-- Years whose working days are known. A deadline that touches another year cannot be told.
CREATE TABLE calendar_years (
    year INTEGER PRIMARY KEY NOT NULL,
    source TEXT NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);

-- What differs in them from Monday to Friday: days off, and Saturdays and Sundays that are worked.
CREATE TABLE calendar_days (
    day DATE PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
    name TEXT NOT NULL
);
