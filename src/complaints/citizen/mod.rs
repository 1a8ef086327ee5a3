//! What the pages that citizens see on a phone have in common: their style, numbers to call and ways to other pages.

mod hotline;
mod pages;

pub use hotline::hotline;
pub use pages::{STYLE, telephone, urgent};

pub use crate::web::phone::{in_language, languages};
