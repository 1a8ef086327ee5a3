//! The SQL of apologies. What bears a number is never deleted; the database holds that, too, and that a dossier is
//! promised at most one new day.

mod apologies;
mod list;
mod series;

pub use apologies::{
    HandOver, Issue, change_apology, erase_letters, find_apology, find_at_work, find_id_of,
    hold_apology, insert_apology, list_apologies_of, list_forgotten, mark_handed_over, mark_issued,
};
pub use list::{
    Line, Tab, count_reasons, count_tabs, find_years, list_lines, list_lines_of, list_register,
};
pub use series::list_series;
