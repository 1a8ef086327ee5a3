-- What a unit promises for a year. hundredths: 82.50 % is 8250.
CREATE TABLE targets (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    year INTEGER NOT NULL,
    measure TEXT NOT NULL,
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 0 AND 10000),
    PRIMARY KEY (unit_id, year, measure)
);

-- Figures published elsewhere or computed before this program, shown as imported.
-- unit_id is set where the area is one of our units.
CREATE TABLE baselines (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    unit_id BIGINT REFERENCES units (id),
    area TEXT NOT NULL,
    year INTEGER NOT NULL,
    measure TEXT NOT NULL,
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 0 AND 10000),
    source TEXT NOT NULL,
    seen_in_source BOOLEAN NOT NULL,
    UNIQUE (area, year, measure)
);
