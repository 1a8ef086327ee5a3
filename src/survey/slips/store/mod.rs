//! The SQL of slips: tokens from issue to expiry, and the counts by timeliness.

mod blur;
mod redeem;
mod tallies;
mod tokens;

pub use blur::{blur, settle};
pub use redeem::{Claim, Held, count_uses, redeem};
pub use tallies::{SlipTally, add_slip_tallies, find_slip_tallies, list_slip_tallies};
pub use tokens::{close, find_slip, issue, list_with_slip, open, regroup};
