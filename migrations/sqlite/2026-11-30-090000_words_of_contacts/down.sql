DROP TABLE complaint_words;
CREATE TABLE complaint_words (
    unit_id BIGINT NOT NULL,
    word TEXT NOT NULL,
    complaint_id BIGINT NOT NULL REFERENCES complaints (id),
    PRIMARY KEY (unit_id, word, complaint_id)
) WITHOUT ROWID;
CREATE INDEX complaint_words_all ON complaint_words (word, complaint_id);
