-- Which units became part of another, and since when: figures can be compared over the same ground (units merged all over
-- the country in 2025). Both stay units of the tree.
CREATE TABLE unit_formers (
    unit_id BIGINT NOT NULL REFERENCES units (id),
    former_id BIGINT NOT NULL REFERENCES units (id),
    since DATE NOT NULL,
    PRIMARY KEY (unit_id, former_id),
    CHECK (unit_id <> former_id)
);
