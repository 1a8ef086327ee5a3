DROP TABLE baselines;
DROP TABLE targets;
