DROP INDEX publication_words_of;
DROP INDEX publications_newest;
