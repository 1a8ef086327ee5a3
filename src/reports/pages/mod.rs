//! The markup of reports: a year of them, one of them, its summary, and the form of what one says.

mod report;
mod summary;
mod words;
mod year;

pub use report::ReportPage;
pub use summary::SummaryPage;
pub use words::WordsPage;
pub use year::YearPage;

use maud::{Markup, html};
use rust_i18n::t;

use crate::clock::local_day;
use crate::indices::{Closing, Period};
use crate::web::language::Lang;

/// "Quý III năm 2026".
fn name_of(lang: Lang, period: Period, year: i32) -> String {
    t!(
        format!("indices.days.{period}"),
        locale = lang.code(),
        year = year
    )
    .into_owned()
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Its days are not over.
    Running,
    /// They are, and its figures are not closed.
    Open,
    /// Its figures are closed.
    Closed,
}

impl Stand {
    const fn of(is_over: bool, is_closed: bool) -> Self {
        match (is_closed, is_over) {
            (true, _) => Self::Closed,
            (false, true) => Self::Open,
            (false, false) => Self::Running,
        }
    }

    fn badge(self, lang: Lang) -> Markup {
        let (class, key) = match self {
            Self::Running => ("badge none", "running"),
            Self::Open => ("badge unsure", "open"),
            Self::Closed => ("badge met", "closed"),
        };
        html! { span class=(class) { (t!(format!("reports.stand.{key}"), locale = lang.code())) } }
    }
}

/// "Chốt ngày 02/10/2026, Nguyễn Văn A".
fn closed_by(lang: Lang, closing: &Closing) -> String {
    t!(
        "reports.closed_by",
        locale = lang.code(),
        day = lang.date(local_day(closing.closed_at)),
        name = closing.closed_by
    )
    .into_owned()
}
