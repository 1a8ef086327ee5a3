//! The page of open data for people: what there is and where, what it means, on which terms.

use maud::{Markup, html};
use rust_i18n::t;

use super::dictionary::{Described, FILES, channel, meaning, rule};
use super::tables::LICENCE;
use crate::survey::ballot::Channel;
use crate::units::Unit;
use crate::web::components::empty_state;
use crate::web::language::Lang;

/// The page.
pub(super) struct DataPage<'a> {
    /// Every unit with the years of which there is something.
    pub(super) units: &'a [(Unit, Vec<i32>)],
    /// Code of the unit that somebody came from; may be none.
    pub(super) wanted: &'a str,
}

impl DataPage<'_> {
    /// The page's own part.
    pub(super) fn render(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("open_data.{key}"), locale = lang.code());
        html! {
            h1 { (text("title")) }
            p.lead { (text("lead")) }
            p.notice.info { (rule(lang)) }
            section {
                h2 { (text("units")) }
                @if self.units.iter().all(|(_, years)| years.is_empty()) {
                    (empty_state(&text("nothing_yet")))
                } @else {
                    (self.files(lang))
                }
                p {
                    (text("file.units")) ": "
                    (link("/data/units.csv", "CSV", &text("file.units"))) " · "
                    (link("/data/units.json", "JSON", &text("file.units")))
                }
                p { (text("dictionary")) ": " (link("/data/dictionary.json", "JSON", &text("dictionary"))) }
            }
            section {
                h2 { (text("dictionary")) }
                p { (text("dictionary_lead")) }
                @for file in &FILES { (columns(file, lang)) }
                details {
                    summary { (text("channels")) }
                    dl.facts-list {
                        @for code in Channel::ALL {
                            dt { code { (code) } }
                            dd { (channel(*code, lang)) }
                        }
                    }
                }
            }
            section {
                h2 { (text("addresses")) }
                p { (text("addresses_lead")) }
                ul { @for file in &FILES { li { code { (file.address) } } } }
            }
            section {
                h2 { (text("licence")) }
                p { (t!("open_data.licence_text", locale = lang.code(), licence = LICENCE)) }
                p { (text("cite")) }
                blockquote { p { (text("cite_as")) } }
            }
        }
    }

    /// Each unit with its years; the one that somebody came from first.
    fn files(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("open_data.{key}"), locale = lang.code());
        let mut units: Vec<_> = self
            .units
            .iter()
            .filter(|(_, years)| !years.is_empty())
            .collect();
        units.sort_by_key(|(unit, _)| unit.code != self.wanted);
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text("units")) {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (text("unit")) }
                            th scope="col" { (text("file.indices")) }
                            th scope="col" { (text("file.tallies")) }
                        }
                    }
                    tbody {
                        @for (unit, years) in units {
                            tr {
                                th scope="row" {
                                    a href={ "/u/" (unit.code) } { (unit.name) } br; code { (unit.code) }
                                }
                                td { (formats(&format!("/data/{}/indices", unit.code), &unit.name)) }
                                td {
                                    @for year in years.iter().rev() {
                                        div {
                                            (year) ": "
                                            (formats(&format!("/data/{}/{year}", unit.code), &format!("{} {year}", unit.name)))
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

/// One file in both formats.
fn formats(address: &str, of: &str) -> Markup {
    html! {
        (link(&format!("{address}.csv"), "CSV", of)) " · " (link(&format!("{address}.json"), "JSON", of))
    }
}

/// A link whose name says of what it is, for whoever hears links alone.
fn link(address: &str, format: &str, of: &str) -> Markup {
    html! { a href=(address) aria-label={ (of) ", " (format) } { (format) } }
}

fn columns(file: &Described, lang: Lang) -> Markup {
    let title = t!(
        format!("open_data.file.{}", file.name),
        locale = lang.code()
    );
    html! {
        details {
            summary { (title) " " code { (file.address) } }
            div.table-wrap role="region" tabindex="0" aria-label=(title) {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (t!("open_data.column_name", locale = lang.code())) }
                            th scope="col" { (t!("open_data.column_meaning", locale = lang.code())) }
                        }
                    }
                    tbody {
                        @for column in file.columns {
                            tr {
                                th scope="row" { code { (column) } }
                                td { (meaning(file.name, column, lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
