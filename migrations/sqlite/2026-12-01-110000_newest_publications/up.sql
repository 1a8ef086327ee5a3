-- The public page begins with what was published last; of a whole province it is read in this order, and not sorted.
CREATE INDEX publications_newest ON publications (published_at, complaint_id);
-- Whose words are laid down anew: those of one publication, found without going through all words.
CREATE INDEX publication_words_of ON publication_words (complaint_id);
