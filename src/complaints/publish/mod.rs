//! Making an answer fit to be read in public: what to blank is proposed, a person decides and confirms. Then it is on
//! the public list (`answers`), on paper for the wall, and as a text for the commune's loudspeaker.

mod change;
mod draft;
mod form;
mod handlers;
mod pages;
mod publishable;
mod sheets;
mod store;

pub use handlers::routes;
pub use store::{Words, replace_publication, withdraw_publication};
