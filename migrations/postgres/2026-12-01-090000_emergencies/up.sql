-- What may be an emergency stands above every inbox until an official decides on it. Undecided cases are few.
CREATE INDEX complaints_undecided ON complaints (proposed) WHERE class IS NULL;
