//! The markup of the catalogue.

mod form;
mod list;

pub use form::FormPage;
pub use list::ListPage;
