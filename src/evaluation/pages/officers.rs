//! The officers, for whoever leads them.

use maud::{Markup, html};
use rust_i18n::t;

use super::{Led, of_possible, points_or_none};
use crate::evaluation::officers::Officer;
use crate::evaluation::points::Indicator;
use crate::web::language::Lang;

/// With fewer files a figure says little of an officer.
const FEW: u64 = 10;

impl Led {
    pub(super) fn officers(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("evaluation.{key}"), locale = lang.code());
        html! {
            @if !self.officers.is_empty() {
                section.evaluation-part {
                    h2 { (text("officers")) }
                    p.hint { (text("officers_hint")) }
                    div.table-wrap role="region" tabindex="0" aria-label=(text("officers")) {
                        table.data.parts {
                            thead { tr {
                                th scope="col" { (text("column.officer")) }
                                th.number scope="col" { (text("column.files")) }
                                @for indicator in Indicator::OF_FILES {
                                    th.number scope="col" {
                                        (t!("evaluation.column.short", locale = lang.code(), number = indicator.number()))
                                    }
                                }
                                th.number scope="col" { (text("column.points")) }
                                th scope="col" { (text("column.task")) }
                            } }
                            tbody { @for officer in &self.officers { (line(officer, lang)) } }
                        }
                    }
                }
            }
        }
    }
}

fn line(officer: &Officer, lang: Lang) -> Markup {
    let code = lang.code();
    let (files, sheet) = (&officer.files, officer.files.sheet());
    html! {
        tr {
            th scope="row" {
                @match &officer.name {
                    Some(name) => (name),
                    None => (t!("evaluation.no_officer", locale = code)),
                }
            }
            td.number {
                (lang.number(files.all))
                @if files.all < FEW { " " span.badge.none { (t!("evaluation.few", locale = code)) } }
            }
            @for indicator in Indicator::OF_FILES { td.number { (points_or_none(sheet.of(indicator), lang)) } }
            td.number.now { (of_possible(&sheet, lang)) }
            td {
                @match sheet.task() {
                    Some(task) => (t!(format!("evaluation.task.{task}"), locale = code)),
                    None => (t!("evaluation.no_task", locale = code, known = sheet.known())),
                }
            }
        }
    }
}
