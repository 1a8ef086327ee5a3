//! The QR of a dossier's receipt slip: one rating, once the result has been returned, on any phone or typed at the
//! tablet; nothing ties the token to the answer (kiosk.md B5): a slip's row knows its dossier and never whether it rated,
//! the mark of a use leads to no slip, and answers are counted only among enough others. What a dossier is, when it is late and when an
//! apology is owed is known elsewhere: whoever knows it calls [`issue`], [`open`], [`regroup`] and [`close`]. The form
//! itself is the one of `phone`; the ballot goes into the one box, which redeems the token in its own transaction.

mod handlers;
mod hiding;
mod pages;
mod place;
mod rounds;
mod shares;
pub mod store;
mod timeliness;
mod token;

pub use handlers::routes;
pub use pages::slip_page;
pub use place::SlipPlace;
pub use rounds::{blur_all, start_rounds};
pub use shares::Shares;
pub use store::{SlipTally, close, find_slip_tallies, issue, list_with_slip, open, regroup};
pub use timeliness::Timeliness;
pub use token::SlipToken;
