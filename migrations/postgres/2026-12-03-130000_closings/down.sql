DROP TABLE report_words;
DROP TABLE closings;
DROP TABLE report_rules;
