//! What waits for whom, and the register on the screen.

use maud::{Markup, html};
use rust_i18n::t;

use super::{kind_name, moment, reason_name, state_name, way_name};
use crate::apologies::store::{Line, Tab};
use crate::clock::local_day;
use crate::dossiers::Dossier;
use crate::web::components::{breadcrumb, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Apologies on one page.
pub const PER_PAGE: i64 = 50;

/// A list of apologies.
pub struct ListPage {
    /// The part that is shown.
    pub tab: Tab,
    /// How many each part holds.
    pub counts: Vec<(Tab, i64)>,
    /// One more than a page holds says that there is a next page.
    pub lines: Vec<Line>,
    /// The one dossier whose apologies they are, if so.
    pub dossier: Option<Dossier>,
    /// Number of the page.
    pub number: i64,
    /// The year of the register.
    pub year: i32,
    /// Years that have one.
    pub years: Vec<i32>,
}

impl ListPage {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let more = self.dossier.is_none() && self.lines.len() > per_page;
        let title = match &self.dossier {
            Some(dossier) => t!("apologies.of_dossier", locale = code, code = dossier.code),
            None => t!("apologies.title", locale = code),
        };
        let shown = self
            .lines
            .iter()
            .take(if more { per_page } else { self.lines.len() });
        let dossiers = t!("apologies.dossiers", locale = code);
        let markup = html! {
            (breadcrumb(lang, &[("/dossiers", &dossiers)]))
            h1 { (title) }
            @match &self.dossier {
                Some(dossier) => p { a href={ "/dossiers/" (dossier.id) } { (t!("apologies.to_dossier", locale = code)) } },
                None => (self.tabs(lang)),
            }
            @if self.dossier.is_none() && self.tab == Tab::Register { (self.years(lang)) }
            @if self.lines.is_empty() {
                (empty_state(&self.nothing(lang)))
            } @else {
                div.table-wrap { table.data.inbox.apologies {
                    thead { tr {
                        @for column in ["number", "dossier", "what", "days", "state"] {
                            th scope="col" { (t!(format!("apologies.column.{column}"), locale = code)) }
                        }
                    } }
                    tbody { @for line in shown { (row(line, lang)) } }
                } }
            }
            (pager(lang, self.number, more, |number| format!("/apologies?page={number}&tab={}&year={}", self.tab, self.year)))
        };
        Body::new(title, markup)
    }

    fn tabs(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let count = |tab: Tab| {
            self.counts
                .iter()
                .find(|(own, _)| *own == tab)
                .map(|(_, count)| *count)
        };
        html! {
            nav.tabs aria-label=(t!("apologies.tabs", locale = code)) {
                ul {
                    @for tab in Tab::ALL {
                        li {
                            a href={ "/apologies?tab=" (tab) } aria-current=[(*tab == self.tab).then_some("page")]
                                .urgent[*tab == Tab::Waiting && count(*tab) > Some(0)] {
                                (t!(format!("apologies.tab.{tab}"), locale = code))
                                @if let Some(count) = count(*tab) { " " span.tab-count { (count) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn years(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let year = self.year;
        html! {
            div.register-ways {
                p {
                    (t!("apologies.year", locale = code)) ":"
                    @for own in &self.years {
                        " "
                        @if *own == year { strong { (own) } }
                        @else { a href={ "/apologies?tab=register&year=" (own) } { (own) } }
                    }
                }
                div.actions {
                    a.button.secondary href={ "/apologies/register?year=" (year) } { (t!("apologies.print_register", locale = code)) }
                    a.button.quiet href={ "/apologies/register.xlsx?year=" (year) } download { (t!("apologies.workbook", locale = code)) }
                }
            }
        }
    }

    fn nothing(&self, lang: Lang) -> String {
        let code = lang.code();
        match &self.dossier {
            Some(_) => t!("apologies.nothing.dossier", locale = code),
            None => t!(
                format!("apologies.nothing.{}", self.tab),
                locale = code,
                year = self.year
            ),
        }
        .into_owned()
    }
}

fn row(line: &Line, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        tr {
            td {
                a href={ "/apologies/" (line.id) } {
                    @match line.number {
                        Some(number) => { (format!("{number:02}")) }
                        None => { (t!("apologies.no_number", locale = code)) }
                    }
                }
                @if let Some(issued) = line.issued_at { p.hint { (lang.date(local_day(issued))) } }
            }
            td.inbox-said {
                a href={ "/apologies/" (line.id) } { (line.code) }
                p.hint { (line.procedure) }
                @if let Some(applicant) = &line.applicant { p.hint { (applicant) } }
            }
            td {
                (kind_name(&line.kind, lang))
                p.hint { (reason_name(&line.reason, lang)) }
            }
            td {
                @if let Some(old) = line.old_due_at { (moment(old, lang)) }
                @if let Some(new) = line.new_due_at { " → " strong { (moment(new, lang)) } }
            }
            td {
                span.badge { (state_name(&line.state, lang)) }
                @if let (Some(at), Some(way)) = (line.handed_at, &line.handed_way) {
                    p.hint { (way_name(way, lang)) ", " (lang.date(local_day(at))) }
                }
            }
        }
    }
}
