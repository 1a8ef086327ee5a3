//! The register of a year on paper (A4 across), as the office keeps it: without gaps, from the first number on.

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::{kind_name, moment, reason_name, way_name};
use crate::apologies::store::Line;
use crate::clock::local_day;
use crate::web::assets::asset_url;
use crate::web::language::Lang;

/// The register to print.
pub struct RegisterPage<'a> {
    /// Name of the unit.
    pub unit: &'a str,
    /// The year.
    pub year: i32,
    /// Every apology with a number.
    pub lines: &'a [Line],
    /// The day on which it is printed.
    pub today: NaiveDate,
    /// Language of whoever prints; the register itself is Vietnamese.
    pub lang: Lang,
}

impl RegisterPage<'_> {
    /// The document.
    pub fn render(&self) -> Markup {
        let title = t!("apologies.register.title", locale = "vi", year = self.year);
        let columns = [
            "number",
            "day",
            "code",
            "applicant",
            "what",
            "days",
            "signed",
            "handed",
        ];
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
                        a href={ "/apologies?tab=register&year=" (self.year) } {
                            "← " (t!("apologies.back_to_register", locale = self.lang.code()))
                        }
                    }
                    main {
                        p.unit { (self.unit) }
                        h1 { (title) }
                        p.printed {
                            (t!("apologies.register.printed", locale = "vi", day = Lang::Vi.date(self.today), count = self.lines.len()))
                        }
                        @if self.lines.is_empty() {
                            p { (t!("apologies.nothing.register", locale = "vi", year = self.year)) }
                        } @else {
                            table {
                                thead { tr {
                                    @for column in columns {
                                        th scope="col" { (t!(format!("apologies.register.{column}"), locale = "vi")) }
                                    }
                                } }
                                tbody { @for line in self.lines { (row(line)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn row(line: &Line) -> Markup {
    let lang = Lang::Vi;
    let day = |utc| lang.date(local_day(utc));
    html! {
        tr {
            td.figure { @if let Some(number) = line.number { (format!("{number:02}")) } }
            td.day { @if let Some(issued) = line.issued_at { (day(issued)) } }
            td { (line.code) br; span.soft { (line.procedure) } }
            td { @if let Some(applicant) = &line.applicant { (applicant) } }
            td { (kind_name(&line.kind, lang)) br; span.soft { (reason_name(&line.reason, lang)) } }
            td.day {
                @if let Some(old) = line.old_due_at { (moment(old, lang)) }
                @if let Some(new) = line.new_due_at { br; "→ " (moment(new, lang)) }
            }
            td { @if let Some(by) = &line.approved_by { (by) } }
            td {
                @if let (Some(at), Some(way)) = (line.handed_at, &line.handed_way) {
                    (way_name(way, lang)) ", " (day(at))
                    @if !line.handed_note.is_empty() { br; span.soft { (line.handed_note) } }
                }
            }
        }
    }
}
