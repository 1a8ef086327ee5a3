-- Whom a confined case of the same matter names is kept out of the open ones, too, and nobody who reads those is told.
ALTER TABLE complaint_officers ADD COLUMN silent BOOLEAN NOT NULL DEFAULT FALSE;
-- What must have a keeper: looked for all the time, and few.
CREATE INDEX complaints_confined ON complaints (unit_id) WHERE confined;
