//! The questionnaire and the ballot box: what is asked, how one citizen's answer is taken in, stored once and
//! counted. Indices over the counts live in `indices`; who may send, in `kiosk` and `links`.

mod areas;
pub mod ballot;
mod ballot_box;
mod breakdown;
mod export;
mod flag;
mod form;
mod handlers;
mod import;
mod moment;
mod pages;
mod paper;
mod phone;
pub mod questionnaire;
pub mod reasons;
mod recount;
pub mod slips;
pub mod store;
mod subject;
mod tally;
mod verify;

pub use ballot_box::{BallotBox, Receipt, ReceiptStatus};
pub use breakdown::Facet;
pub use export::export_ballots;
pub use flag::{Flag, told_flags};
pub use handlers::routes;
pub use import::import_ballots;
pub use moment::RatedAt;
pub use phone::PhoneForms;
pub use tally::SATISFIED_FROM;
pub use verify::{Findings, verify};
