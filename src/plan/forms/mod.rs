//! What is typed of plans, items and tasks (pure): read field by field, and given back as typed while something is wrong.

mod head;
mod item;
mod task;

pub use head::{HeadForm, IssueForm};
pub use item::{ItemForm, ReadingForm};
pub use task::{NoteForm, TaskForm};

use chrono::NaiveDate;
use rust_i18n::t;

use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::moment::read_day;

/// Longest line, characters.
const LINE: usize = 300;
/// Longest text, characters.
const TEXT: usize = 4_000;

/// A day that may be left out.
fn day(errors: &mut FieldErrors, name: &'static str, typed: &str, lang: Lang) -> Option<NaiveDate> {
    if typed.is_empty() {
        return None;
    }
    let read = read_day(typed).ok();
    if read.is_none() {
        errors.add(name, t!("plan.wrong.day", locale = lang.code()));
    }
    read
}

/// A day as it is typed.
fn typed_day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| Lang::Vi.date(day))
}

/// Words that must not be missing.
fn needed(errors: &mut FieldErrors, name: &'static str, typed: &str, lang: Lang) {
    if typed.is_empty() {
        errors.add(name, t!(format!("plan.wrong.{name}"), locale = lang.code()));
    }
}
