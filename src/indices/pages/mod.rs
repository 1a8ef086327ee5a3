//! The markup of the indices: the public board, the leader's page, the form of targets, and what they share.

mod answer;
mod board;
mod criteria;
mod leader;
mod parts;
mod targets;

pub(super) use board::{board_page, choice_page, set_up_page};
pub(super) use leader::{LeaderPage, Lines, indices_page};
pub(super) use targets::{TargetForm, targets_page};
