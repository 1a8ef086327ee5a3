-- Folded words (without accents) by which cases are found, the same on both databases. A search walks the rarest
-- word's complaints from the newest. A word that stands in the citizen's name alone finds the case only for those who
-- may know whom to call. The server lays the words down anew: it looks for cases that have none.
DROP TABLE complaint_words;
CREATE TABLE complaint_words (
    complaint_id BIGINT NOT NULL REFERENCES complaints (id),
    word TEXT NOT NULL,
    of_contact BOOLEAN NOT NULL,
    PRIMARY KEY (complaint_id, word)
);
CREATE INDEX complaint_words_all ON complaint_words (word, complaint_id, of_contact);
