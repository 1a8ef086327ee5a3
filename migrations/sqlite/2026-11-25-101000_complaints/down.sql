DROP TABLE complaint_contacts;
DROP TABLE complaints;
