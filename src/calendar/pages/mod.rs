//! The markup of the calendar: the years that are loaded, and the form that loads one.

mod list;
mod load;

pub use list::ListPage;
pub use load::LoadPage;
