-- The public page begins with what was published last; of a whole province it is read in this order, and not sorted.
CREATE INDEX publications_newest ON publications (published_at, complaint_id);
