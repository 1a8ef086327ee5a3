//! The units directly below: what a province puts together each quarter (TT 01/2018/TT-VPCP Điều 15 khoản 4).

use maud::{Markup, html};
use rust_i18n::t;

use super::{Shown, of_possible};
use crate::web::language::Lang;

impl Shown {
    pub(super) fn units_below(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(format!("evaluation.{key}"), locale = code);
        let quarter = self
            .period
            .quarter
            .map_or_else(String::new, |quarter| quarter.to_string());
        html! {
            @if !self.below.is_empty() {
                section {
                    h2 { (text("below")) }
                    div.table-wrap role="region" tabindex="0" aria-label=(text("below")) {
                        table.data.rates {
                            thead { tr {
                                th scope="col" { (text("column.unit")) }
                                th.number scope="col" { (text("column.files")) }
                                th.number scope="col" { (text("column.known")) }
                                th.number scope="col" { (text("column.points")) }
                                th scope="col" { (text("column.class")) }
                            } }
                            tbody {
                                @for (unit, evaluation) in &self.below {
                                    @let sheet = &evaluation.sheet;
                                    tr {
                                        th scope="row" {
                                            a href={ "/evaluation?unit=" (unit.code) "&year=" (self.period.year) "&quarter=" (quarter) } {
                                                (unit.name)
                                            }
                                        }
                                        td.number { (lang.number(evaluation.files.all)) }
                                        td.number { (sheet.known()) "/9" }
                                        td.number { (of_possible(sheet, lang)) }
                                        td {
                                            @match sheet.class() {
                                                Some(class) => (t!(format!("evaluation.class.{class}"), locale = code)),
                                                None => "—",
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
