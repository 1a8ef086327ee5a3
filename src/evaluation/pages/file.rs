//! What one file is worth, small and quiet on its own page.

use maud::{Markup, html};
use rust_i18n::t;

use super::indicator_name;
use crate::dossiers::timing::Timing;
use crate::evaluation::files::File;
use crate::evaluation::points::{Indicator, MOST};
use crate::web::language::Lang;

/// The points of a file.
pub struct FileTable {
    /// The file.
    pub file: File,
    /// Complaints of conduct that the viewer may see; nothing for who is not told whether there are any.
    pub complaints: Option<Vec<i64>>,
}

impl FileTable {
    /// The table.
    pub fn render(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("evaluation.{key}"), locale = lang.code());
        html! {
            section.card.file-points {
                h2 { (text("of_file")) }
                div.table-wrap role="region" tabindex="0" aria-label=(text("of_file")) {
                    table.data.evaluation {
                        thead { tr {
                            th scope="col" { (text("column.number")) }
                            th scope="col" { (text("column.indicator")) }
                            th scope="col" { (text("column.points")) }
                            th scope="col" { (text("column.basis")) }
                        } }
                        tbody {
                            @for indicator in Indicator::OF_FILES {
                                tr {
                                    td.number { (indicator.number()) }
                                    th scope="row" { (indicator_name(indicator, lang)) }
                                    td.number { (self.points(indicator)) }
                                    td { (self.reason(indicator, lang)) }
                                }
                            }
                        }
                    }
                }
                p.hint { (text("of_file_hint")) }
            }
        }
    }

    /// Points of those possible, or a dash.
    fn points(&self, indicator: Indicator) -> String {
        let is_kept_back = indicator == Indicator::Attitude && self.complaints.is_none();
        match self.file.points(indicator).filter(|_| !is_kept_back) {
            Some(points) => format!("{points}/{MOST}"),
            None => "—".to_owned(),
        }
    }

    fn reason(&self, indicator: Indicator, lang: Lang) -> Markup {
        let code = lang.code();
        let reason = |key: &str| t!(format!("evaluation.reason.{key}"), locale = code);
        let timing: Timing = self.file.timing;
        let times = |of: &str, times: Option<i32>| match times {
            Some(times) => t!(
                format!("evaluation.reason.{of}"),
                locale = code,
                count = times
            ),
            None => reason(&format!("no_{of}")),
        };
        html! {
            @match indicator {
                Indicator::Contacts => (times("contacts", self.file.contacts())),
                Indicator::Agencies => (times("agencies", self.file.agencies)),
                Indicator::AgencyTime => (reason("agency_time")),
                Indicator::Attitude => @match self.complaints.as_deref() {
                    None => (reason("attitude_kept")),
                    Some([]) => (reason(&format!("attitude_{timing}"))),
                    Some(seen) => {
                        (reason("attitude_complaint"))
                        @for id in seen { " " a href={ "/complaints/" (id) } { (id) } }
                    }
                },
                _ => (reason(&format!("time_{timing}"))),
            }
        }
    }
}
