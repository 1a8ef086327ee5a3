//! The citizen's pages: asking with number and digits, and the case itself. Plain words, one thing at a time.

mod ask;
mod case;

pub use ask::{AskPage, follow_form};
pub use case::{CasePage, advised};
