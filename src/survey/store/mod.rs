//! The ballot box's only SQL: storing a batch once, its tallies, and reading the box back for verification.

mod accept;
mod companions;
mod known;
mod questionnaires;
mod scan;
mod tallies;

pub use accept::{Incoming, Outcome, accept};
pub use questionnaires::{list_questionnaires, sync_questionnaires};
pub use scan::{
    StoredBallot, find_head, list_ballots, list_flags, list_installs, list_suspect_tallies,
    list_tallies,
};
