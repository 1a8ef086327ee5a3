//! The years that are loaded, each as a list that can be held against the paper it is published on.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;

use super::super::outlook::Gap;
use super::super::working_days::WorkingDays;
use super::super::year::{DayKind, LoadedYear, Spell, spells};
use crate::clock::local_day;
use crate::web::components::{breadcrumb, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// What is loaded and what is missing.
pub struct ListPage<'a> {
    /// The years, the latest first.
    pub years: &'a [LoadedYear],
    /// The same as one calendar.
    pub calendar: &'a WorkingDays,
    /// The year that is missing, if any.
    pub gap: Option<Gap>,
    /// The year of today: earlier ones are folded.
    pub this_year: i32,
    /// Whether the viewer may load a year.
    pub may_change: bool,
}

impl ListPage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("calendar.title", locale = code);
        let (open, past): (Vec<_>, Vec<_>) = self
            .years
            .iter()
            .partition(|loaded| loaded.year >= self.this_year);
        let markup = html! {
            (breadcrumb(lang, &[("/admin", &t!("accounts.admin.title", locale = code))]))
            h1 { (title) }
            p.lead { (t!("calendar.lead", locale = code)) }
            @if let Some(gap) = &self.gap { (self.warning(gap, lang)) }
            @if self.may_change {
                div.toolbar {
                    a.button href="/admin/calendar/load" { (t!("calendar.load", locale = code)) }
                }
            } @else {
                p.hint { (t!("calendar.read_only", locale = code)) }
            }
            @if self.years.is_empty() { (empty_state(&t!("calendar.none", locale = code))) }
            @for loaded in open {
                section.card.narrow id={ "year-" (loaded.year) } {
                    h2 { (t!("calendar.year_title", locale = code, year = loaded.year)) }
                    (self.year(loaded, lang))
                }
            }
            @if !past.is_empty() {
                h2 { (t!("calendar.past", locale = code)) }
                @for loaded in past {
                    details id={ "year-" (loaded.year) } {
                        summary { (t!("calendar.year_title", locale = code, year = loaded.year)) }
                        div.card.narrow { (self.year(loaded, lang)) }
                    }
                }
            }
        };
        Body::new(title, markup)
    }

    fn warning(&self, gap: &Gap, lang: Lang) -> Markup {
        let code = lang.code();
        let year = gap.year();
        html! {
            div.notice.warning role="status" {
                p { strong { (t!("calendar.missing", locale = code, year = year)) } }
                @match gap {
                    Gap::Now(_) => p { (t!("calendar.missing_now", locale = code)) },
                    Gap::Ahead(_, periods) => {
                        p { (t!("calendar.missing_ahead", locale = code, year = year)) }
                        ul {
                            @for (n, from) in periods {
                                li { (t!("calendar.missing_from", locale = code, n = n, day = lang.date(*from))) }
                            }
                        }
                    }
                }
                @if self.may_change {
                    p {
                        a href={ "/admin/calendar/load?year=" (year) } {
                            (t!("calendar.load_year", locale = code, year = year))
                        }
                    }
                } @else {
                    p { (t!("calendar.ask_the_top", locale = code)) }
                }
            }
        }
    }

    fn year(&self, loaded: &LoadedYear, lang: Lang) -> Markup {
        let code = lang.code();
        let worked = self.calendar.count_in(loaded.year).unwrap_or_default();
        html! {
            dl.facts {
                div {
                    dt { (t!("calendar.worked", locale = code)) }
                    dd { (lang.number(worked.into())) }
                }
                div {
                    dt { (t!("calendar.loaded_on", locale = code)) }
                    dd { (lang.date(local_day(loaded.loaded_at))) }
                }
            }
            p { (t!("calendar.source", locale = code)) ": " (loaded.source) }
            (table(loaded, lang))
            @if self.may_change {
                p {
                    a href={ "/admin/calendar/load?year=" (loaded.year) } {
                        (t!("calendar.change_year", locale = code, year = loaded.year))
                    }
                }
            }
        }
    }
}

fn table(loaded: &LoadedYear, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        div.table-wrap {
            table.data {
                thead {
                    tr {
                        th scope="col" { (t!("calendar.heads.day", locale = code)) }
                        th scope="col" { (t!("calendar.heads.name", locale = code)) }
                    }
                }
                tbody { @for spell in spells(&loaded.days) { (row(&spell, lang)) } }
            }
        }
    }
}

fn row(spell: &Spell<'_>, lang: Lang) -> Markup {
    let code = lang.code();
    let name = match (spell.name, spell.kind) {
        ("", DayKind::Off) => t!("calendar.off", locale = code),
        ("", DayKind::Work) => t!("calendar.work", locale = code),
        (name, _) => name.into(),
    };
    html! {
        tr {
            td { (days(spell, lang)) }
            td {
                (name)
                @if spell.kind == DayKind::Work {
                    " " span.badge { (t!("calendar.work", locale = code)) }
                }
            }
        }
    }
}

/// Thứ hai 16/02 – thứ sáu 20/02.
fn days(spell: &Spell<'_>, lang: Lang) -> String {
    let first = named_day(spell.first, lang);
    if spell.first == spell.last {
        return first;
    }
    format!("{first} – {}", named_day(spell.last, lang))
}

fn named_day(day: NaiveDate, lang: Lang) -> String {
    let weekday = format!("calendar.weekday.{}", day.weekday().number_from_monday());
    let weekday = t!(weekday, locale = lang.code());
    match lang {
        Lang::Vi => format!("{weekday} {:02}/{:02}", day.day(), day.month()),
        Lang::En => format!("{weekday} {}", day.format("%-d %b")),
    }
}
