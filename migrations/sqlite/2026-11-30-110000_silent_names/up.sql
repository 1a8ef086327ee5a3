-- Whom a confined case of the same matter names is kept out of the open ones, too, and nobody who reads those is told.
ALTER TABLE complaint_officers ADD COLUMN silent BOOLEAN NOT NULL DEFAULT FALSE;
-- What waits for a keeper: counted with every inbox of a leader, and few.
CREATE INDEX complaints_unkept ON complaints (unit_id) WHERE confined AND keeper_id IS NULL;
