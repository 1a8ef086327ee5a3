//! Every note of a year on paper (A4 across), for the report of supervision.

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::{about_text, observer_text};
use crate::calendar::WorkingDays;
use crate::clock::local_day;
use crate::supervision::note::{Entry, Note, Step, answered_late, last};
use crate::web::assets::asset_url;
use crate::web::language::Lang;

/// The list to print.
pub struct ReportPage<'a> {
    /// Name of the unit.
    pub unit: &'a str,
    /// The year.
    pub year: i32,
    /// Its notes.
    pub asked: &'a [(Note, Vec<Entry>)],
    /// The working days that are loaded.
    pub calendar: &'a WorkingDays,
    /// The day on which it is printed.
    pub today: NaiveDate,
    /// Language of whoever prints; the list itself is Vietnamese.
    pub lang: Lang,
}

impl ReportPage<'_> {
    /// The document.
    pub fn render(&self) -> Markup {
        let title = t!("supervision.report.title", locale = "vi", year = self.year);
        let columns = ["number", "day", "observer", "about", "course", "standing"];
        html! {
            (DOCTYPE)
            html lang="vi" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) }
                    @for name in ["fonts.css", "tokens.css", "register.css"] {
                        link rel="stylesheet" href=(asset_url(name));
                    }
                }
                body {
                    header.tools.no-print lang=(self.lang.code()) {
                        a href="/supervision" { "← " (t!("supervision.title", locale = self.lang.code())) }
                        " · "
                        a href={ "/supervision/report?year=" (self.year - 1) } { (self.year - 1) }
                    }
                    main {
                        p.unit { (self.unit) }
                        h1 { (title) }
                        p.printed { (self.summary()) }
                        @if !self.asked.is_empty() {
                            table {
                                thead { tr { @for column in columns {
                                    th scope="col" { (t!(format!("supervision.report.{column}"), locale = "vi")) }
                                } } }
                                tbody { @for (note, entries) in self.asked { (self.row(note, entries)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// How many were asked, answered, late and judged.
    fn summary(&self) -> String {
        let count = |fits: &dyn Fn(&[Entry]) -> bool| {
            let fitting = self.asked.iter().filter(|(_, entries)| fits(entries));
            fitting.count()
        };
        let has = |step: Step| count(&|entries| entries.iter().any(|entry| entry.step == step));
        t!(
            "supervision.report.summary",
            locale = "vi",
            day = Lang::Vi.date(self.today),
            asked = self.asked.len(),
            answered = has(Step::Answer),
            late = count(&|entries| self.is_late(entries)),
            satisfied = has(Step::Satisfied),
            unsatisfied = has(Step::Unsatisfied)
        )
        .into_owned()
    }

    /// Answered after its day, or not answered and its day is over.
    fn is_late(&self, entries: &[Entry]) -> bool {
        let open = last(entries).and_then(|entry| entry.due(self.calendar));
        let is_over = open.is_some_and(|due| due.is_ok_and(|due| due < self.today));
        is_over || answered_late(entries, self.calendar) == Some(true)
    }

    fn row(&self, note: &Note, entries: &[Entry]) -> Markup {
        let lang = Lang::Vi;
        let text = |key: &str| t!(format!("supervision.report.{key}"), locale = "vi").into_owned();
        html! {
            tr {
                td.figure { (note.id) }
                td.day { (lang.date(local_day(note.asked_at))) }
                td { (observer_text(note)) }
                td { (about_text(note, lang)) br; span.soft { (note.unit) } }
                td {
                    @for entry in entries {
                        p {
                            strong { (t!(format!("supervision.step.{}", entry.step), locale = "vi")) }
                            " (" (lang.date(local_day(entry.at))) ", " (entry.name) "): " (entry.text)
                        }
                    }
                }
                td {
                    @if let Some(last) = last(entries) { (text(&format!("stands.{}", last.step))) }
                    @if self.is_late(entries) { br; strong { (text("late")) } }
                }
            }
        }
    }
}
