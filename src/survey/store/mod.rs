//! The ballot box's only SQL: storing a batch once, its tallies, and reading the box back for verification.

mod accept;
mod breakdowns;
mod companions;
mod incoming;
mod known;
mod parts;
mod questionnaires;
mod row;
mod scan;
mod tallies;

pub use accept::{accept, hold_head};
pub use breakdowns::break_down_earlier;
pub use incoming::{Incoming, Outcome};
pub use parts::list_breakdowns;
pub use questionnaires::{list_questionnaires, sync_questionnaires};
pub use scan::{StoredBallot, find_head, list_ballots, list_flags, list_installs, list_suspects};
pub use tallies::{Of, list_suspect_tallies, list_tallies};
