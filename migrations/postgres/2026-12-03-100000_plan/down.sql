DROP TABLE plan_notes;
DROP TABLE plan_joins;
DROP TABLE plan_tasks;
DROP TABLE plan_readings;
DROP TABLE plan_items;
DROP TABLE plan_events;
DROP TABLE plans;
