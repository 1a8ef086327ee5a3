//! Registers without persons. What a line of the office's own register says of people is not in the markup.

use chrono::{NaiveDate, NaiveDateTime};
use maud::{Markup, html};
use rust_i18n::t;

use super::PER_PAGE;
use crate::apologies::store::Line;
use crate::calendar::WorkingDays;
use crate::clock::{local_day, local_time};
use crate::complaints::pages::{Now, class_name, due_badge, state_name, way_name};
use crate::complaints::store as cases;
use crate::dossiers::outlook::{Days, Outlook};
use crate::dossiers::pages::{due_cell, state_name as dossier_state_name};
use crate::dossiers::{Ground, store as files};
use crate::units::fields::field_name;
use crate::web::components::{breadcrumb, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The register of complaints.
pub struct CaseRegister {
    /// How many each part holds.
    pub counts: Vec<(cases::Tab, i64)>,
    /// One more than a page holds says that there is a next page.
    pub cases: Vec<cases::Listed>,
    /// The part.
    pub tab: cases::Tab,
    /// Number of the page.
    pub number: i64,
    /// Today.
    pub today: NaiveDate,
    /// The working days that are loaded.
    pub calendar: WorkingDays,
    /// Whether the viewer writes notes.
    pub may_note: bool,
}

/// The register of dossiers.
pub struct DossierRegister {
    /// How many each part holds.
    pub counts: files::Counts,
    /// One more than a page holds says that there is a next page.
    pub dossiers: Vec<files::Listed>,
    /// The part.
    pub tab: files::Tab,
    /// Number of the page.
    pub number: i64,
    /// Now, UTC.
    pub now: NaiveDateTime,
    /// What the days are counted by.
    pub ground: Ground,
    /// Whether the viewer writes notes.
    pub may_note: bool,
}

/// The register of apologies of a year.
pub struct ApologyRegister {
    /// One more than a page holds says that there is a next page.
    pub lines: Vec<Line>,
    /// Years that may be looked at.
    pub years: Vec<i32>,
    /// The year.
    pub year: i32,
    /// Number of the page.
    pub number: i64,
}

/// The parts of complaints that are told; what is somebody's own is not.
const CASE_TABS: [cases::Tab; 7] = [
    cases::Tab::All,
    cases::Tab::Late,
    cases::Tab::Today,
    cases::Tab::Soon,
    cases::Tab::Later,
    cases::Tab::Waiting,
    cases::Tab::Answered,
];

impl CaseRegister {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let count = |wanted: cases::Tab| {
            let found = self.counts.iter().find(|(tab, _)| *tab == wanted);
            found.map(|(_, count)| *count)
        };
        let tabs = CASE_TABS.map(|tab| {
            let name = t!(format!("complaints.tab.{tab}"), locale = code).into_owned();
            (tab.to_string(), name, count(tab))
        });
        let now = Now {
            today: self.today,
            calendar: &self.calendar,
        };
        let head = ["number", "received", "way", "class", "state", "due"];
        let rows = self.cases.iter().map(|case| {
            let class = case.class.as_deref().unwrap_or(&case.proposed);
            html! {
                tr.late[case.late] {
                    th.number scope="row" { (about("complaint", &case.id.to_string(), self.may_note)) }
                    td { (lang.date(local_day(case.received_at))) p.hint { (case.unit) } }
                    td { (way_name(&case.way, lang)) }
                    td { (class_name(class, lang)) }
                    td { (state_name(&case.state, lang)) }
                    td { (due_badge(case.due, &case.state, now, lang)) }
                }
            }
        });
        let page = ("complaints", self.tab.to_string(), self.number);
        register(page, &tabs, &head, rows.collect(), self.may_note, lang)
    }
}

impl DossierRegister {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let tabs = files::Tab::ALL.iter().map(|tab| {
            let name = t!(format!("dossiers.tab.{tab}"), locale = code).into_owned();
            let count = (*tab != files::Tab::All)
                .then(|| i64::try_from(self.counts.of(*tab)).unwrap_or(i64::MAX));
            (tab.to_string(), name, count)
        });
        let head = ["code", "procedure", "received", "state", "due"];
        let rows = self.dossiers.iter().map(|dossier| {
            let outlook = Outlook::of(Days::from(dossier), self.now, self.ground.counting());
            let owed = dossier.owed_from.is_some_and(|from| from <= self.now);
            html! {
                tr.late[owed] {
                    th.dossier-code scope="row" { (about("dossier", &dossier.code, self.may_note)) }
                    td { (dossier.procedure) p.hint { (field_name(&dossier.field, lang)) } }
                    td { (lang.moment(local_time(dossier.received_at))) p.hint { (dossier.unit) } }
                    td { (dossier_state_name(&dossier.state, lang)) }
                    td { (due_cell(&outlook, lang)) }
                }
            }
        });
        let page = ("dossiers", self.tab.to_string(), self.number);
        let tabs: Vec<_> = tabs.collect();
        register(page, &tabs, &head, rows.collect(), self.may_note, lang)
    }
}

impl ApologyRegister {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let tabs: Vec<_> = self
            .years
            .iter()
            .map(|year| (year.to_string(), year.to_string(), None))
            .collect();
        let head = [
            "number", "issued", "code", "what", "reason", "days", "handed",
        ];
        let day = |utc| lang.date(local_day(utc));
        let name =
            |of: &str, word: &str| t!(format!("apologies.{of}.{word}"), locale = code).into_owned();
        let rows = self.lines.iter().map(|line| {
            html! {
                tr {
                    th.number scope="row" { @if let Some(number) = line.number { (number) } }
                    td { @if let Some(issued) = line.issued_at { (day(issued)) } p.hint { (line.unit) } }
                    td.dossier-code { (line.code) p.hint { (line.procedure) } }
                    td { (name("kind", &line.kind)) }
                    td { (name("reason", &line.reason)) }
                    td {
                        @if let Some(old) = line.old_due_at { (day(old)) }
                        @if let Some(new) = line.new_due_at { " → " (day(new)) }
                    }
                    td { @if let Some(handed) = line.handed_at { (day(handed)) } }
                }
            }
        });
        let page = ("apologies", self.year.to_string(), self.number);
        register(page, &tabs, &head, rows.collect(), false, lang)
    }
}

/// What a line is of; for observers with the way to a note about it.
fn about(kind: &str, which: &str, may_note: bool) -> Markup {
    let query = serde_urlencoded::to_string([("about", kind), ("subject", which)]);
    html! {
        @match query {
            Ok(query) if may_note => a href={ "/supervision/new?" (query) } { (which) },
            _ => (which),
        }
    }
}

/// A register: its parts, its lines, and what is left out.
fn register(
    (word, current, number): (&str, String, i64),
    tabs: &[(String, String, Option<i64>)],
    head: &[&str],
    mut rows: Vec<Markup>,
    may_note: bool,
    lang: Lang,
) -> Body {
    let code = lang.code();
    let title = t!(format!("supervision.register.{word}"), locale = code);
    let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > per_page;
    rows.truncate(per_page);
    let part = if word == "apologies" { "year" } else { "tab" };
    let address = |value: &str| format!("/supervision/{word}?{part}={value}");
    let markup = html! {
        (breadcrumb(lang, &[("/supervision", &t!("supervision.title", locale = code))]))
        h1 { (title) }
        p.lead { (t!("supervision.register.without", locale = code)) }
        @if may_note { p.hint { (t!("supervision.register.note", locale = code)) } }
        nav.tabs aria-label=(t!("supervision.tabs", locale = code)) {
            ul { @for (value, name, count) in tabs {
                li { a href=(address(value)) aria-current=[(*value == current).then_some("page")] {
                    (name) @if let Some(count) = count { " " span.tab-count { (count) } }
                } }
            } }
        }
        @if rows.is_empty() {
            (empty_state(&t!("supervision.register.nothing", locale = code)))
        } @else {
            div.table-wrap {
                table.data.inbox.register {
                    thead { tr { @for key in head {
                        th scope="col" { (t!(format!("supervision.register.column.{key}"), locale = code)) }
                    } } }
                    tbody { @for row in &rows { (row) } }
                }
            }
        }
        (pager(lang, number, more, |number| format!("{}&page={number}", address(&current))))
    };
    Body::new(title, markup)
}
