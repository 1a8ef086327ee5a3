//! The SQL of taking calls: drafts, similar cases, what can be chosen, what was just logged.

mod choices;
mod drafts;
mod similar;

pub use choices::{find_logged, find_wanted};
pub use drafts::{Draft, Keep, Kept, delete_draft, delete_old_drafts, keep_draft, list_drafts};
pub use similar::{Similar, Sought, list_similar};
