//! The markup of publishing.

mod form;
pub mod loudspeaker;

pub use form::PublishPage;
