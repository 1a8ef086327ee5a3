//! Dossiers of citizens from receipt to result: what they are, by when they must be done, what happens to them, and from
//! when an apology is owed. The letters themselves are in `apologies`.

pub mod code;
pub mod dossier;
mod export;
pub mod facts;
pub mod fields;
mod hours;
pub mod letterhead;
pub mod limit;
pub mod procedure;
pub mod rules;
mod state;
mod steps;
pub mod store;

pub use dossier::{Application, Dossier};
pub use export::export;
pub use hours::OfficeHours;
pub use state::{State, Step};
pub use steps::{Ground, Taken, take_step};
