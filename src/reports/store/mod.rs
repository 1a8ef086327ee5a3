//! The SQL of reports: where a unit's reports end, what they say beside their figures, and what is counted by days.

mod counts;
mod words;

pub use counts::{Cases, Dossiers, count_cases, count_dossiers};
pub use words::{find_cutoff, find_words, latest_words, replace_cutoff, save_words};
