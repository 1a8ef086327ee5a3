//! Indices: what the leader and the public read. The arithmetic on tallies, the comparison of years, targets,
//! imported baselines, the index table as JSON, as a page and as the public board.
//! Ballots and tallies are written elsewhere (`survey`); here they are only added up.

mod alternatives;
mod baseline;
mod charts;
mod comparison;
mod dimension;
mod fraction;
mod index;
mod interval;
mod measure;
mod table;
