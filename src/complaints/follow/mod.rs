//! A citizen follows a complaint with its number and the last three digits of the phone left with it: where it stands,
//! the answer, and whether it was solved. Officers' names, notes and the history stay with the officers.

mod acts;
mod handlers;
mod pages;
pub mod store;
mod view;
mod visit;

pub use handlers::routes;
pub use pages::{advised, follow_form};
