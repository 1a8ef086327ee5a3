//! The markup of supervision.

mod list;
mod new;
mod note;
mod registers;
mod report;

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

pub use list::ListPage;
pub use new::NewPage;
pub use note::NotePage;
pub use registers::{ApologyRegister, CaseRegister, DossierRegister};
pub use report::ReportPage;

use super::note::{About, Entry, Note};
use crate::calendar::WorkingDays;
use crate::indices::Measure;
use crate::web::language::Lang;

/// Notes, or lines of a register, on one page.
pub const PER_PAGE: i64 = 50;

/// What a note is about, in words: "Phản ánh số 12".
fn about_text(note: &Note, lang: Lang) -> String {
    let subject = match note.about {
        About::Index => match note.subject.parse::<Measure>() {
            Ok(measure) => measure.name(lang),
            Err(_) => note.subject.clone(),
        },
        _ => note.subject.clone(),
    };
    let key = match (note.about, subject.is_empty()) {
        (About::Free, true) => "supervision.of.nothing".to_owned(),
        (about, _) => format!("supervision.of.{about}"),
    };
    t!(key, locale = lang.code(), subject = subject).into_owned()
}

/// The observer with whom they look on for: "Rơ Mah Xem, Ủy ban MTTQ Việt Nam xã".
fn observer_text(note: &Note) -> String {
    format!("{}, {}", note.name, note.organisation)
}

/// By when something is to be answered, and how that stands to today.
fn due_badge(entry: &Entry, calendar: &WorkingDays, today: NaiveDate, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        @match entry.due(calendar) {
            Some(Ok(due)) => {
                span.due { (t!("supervision.due", locale = code, day = lang.date(due))) }
                @if due < today { " " span.badge.late { (t!("supervision.late", locale = code)) } }
            },
            Some(Err(missing)) => span.hint { (t!("supervision.no_day", locale = code, year = missing.year)) },
            None => {},
        }
    }
}
