//! The markup of the indices: the public board, the leader's page, the form of targets, and what they share.

mod answer;
mod board;
mod classes;
mod criteria;
mod facts;
mod leader;
pub(super) mod parts;
mod targets;
mod trend;

pub(super) use board::{board_page, choice_page, set_up_page};
pub use criteria::wording;
pub(super) use leader::{LeaderPage, Lines, indices_page};
pub(super) use targets::{TargetForm, targets_page};
