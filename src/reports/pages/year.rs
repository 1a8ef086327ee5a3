//! The reports of a unit's year: which days each tells of, whether its figures are closed, what came later.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;

use super::{Stand, closed_by, name_of};
use crate::indices::{Closing, Cutoff, Period};
use crate::reports::handlers::address;
use crate::units::Unit;
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The reports of a year.
pub struct YearPage {
    /// Units that can be chosen.
    pub units: Vec<(String, String)>,
    /// Years that can be chosen.
    pub years: Vec<i32>,
    /// The unit.
    pub unit: Unit,
    /// The year.
    pub year: i32,
    /// Where its reports end.
    pub cutoff: Cutoff,
    /// What is closed, with the ballots that came later.
    pub closings: Vec<(Closing, u64)>,
    /// Whether the viewer writes them.
    pub writes: bool,
    /// The day.
    pub today: NaiveDate,
    /// Token of the session.
    pub csrf: String,
}

/// In the order in which they are due.
const PERIODS: [Period; 7] = [
    Period::FirstQuarter,
    Period::SecondQuarter,
    Period::FirstHalf,
    Period::ThirdQuarter,
    Period::NineMonths,
    Period::LastQuarter,
    Period::Year,
];

impl YearPage {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let text = |key: &str| t!(format!("reports.{key}"), locale = code);
        let title = t!("reports.title", locale = code, year = self.year);
        let markup = html! {
            h1 { (title) }
            p.lead { (self.unit.name) }
            (self.choose(lang))
            p { (text("lead")) }
            div.table-wrap role="region" tabindex="0" aria-label=(title) {
                table.data.reports {
                    thead { tr {
                        th scope="col" { (text("column.report")) }
                        th scope="col" { (text("column.stand")) }
                        th scope="col" { (text("column.late")) }
                    } }
                    tbody { @for period in PERIODS { (self.line(lang, period)) } }
                }
            }
            @if self.writes && self.year == self.today.year() && self.closings.is_empty() { (self.cutoff(lang)) }
            @else { p.hint { (t!(format!("reports.cutoff.{}", self.cutoff), locale = code)) } }
        };
        Body::new(title, markup)
    }

    fn choose(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("web.choose.{key}"), locale = lang.code());
        let errors = FieldErrors::default();
        let select = |name, label: &str, value: &str, choices: &[(String, String)]| {
            let field = Field {
                name,
                label,
                hint: "",
                value,
                errors: &errors,
            };
            field.select(choices)
        };
        let years: Vec<(String, String)> = self
            .years
            .iter()
            .map(|year| (year.to_string(), year.to_string()))
            .collect();
        html! {
            form.toolbar.no-print method="get" action="/reports" {
                @if self.units.len() > 1 { (select("unit", &text("unit"), &self.unit.code, &self.units)) }
                (select("year", &text("year"), &self.year.to_string(), &years))
                button.secondary type="submit" { (text("show")) }
            }
        }
    }

    fn line(&self, lang: Lang, period: Period) -> Markup {
        let code = lang.code();
        let mut closings = self.closings.iter();
        let closed = closings.find(|(closing, _)| closing.period == period);
        let span = match closed {
            Some((closing, _)) => Some(closing.span),
            None => period.of_reports(self.year, self.cutoff),
        };
        let is_over = span.is_some_and(|span| span.to < self.today);
        let stand = Stand::of(is_over, closed.is_some());
        html! {
            tr {
                th scope="row" {
                    a href=(address(&self.unit, (self.year, period), "")) { (name_of(lang, period, self.year)) }
                    @if let Some(span) = span { span.hint { (lang.date(span.from)) " – " (lang.date(span.to)) } }
                }
                td { (stand.badge(lang)) @if let Some((closing, _)) = closed { span.hint { (closed_by(lang, closing)) } } }
                td {
                    @if let Some((_, late)) = closed.filter(|(_, late)| *late > 0) {
                        (t!("reports.late", locale = code, ballots = lang.number(*late)))
                    }
                }
            }
        }
    }

    fn cutoff(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let name = |cutoff: &Cutoff| t!(format!("reports.cutoff.{cutoff}"), locale = code);
        html! {
            form.card.narrow method="post" action="/reports/cutoff" {
                (csrf_field(&self.csrf))
                fieldset {
                    legend { (t!("reports.cutoff.legend", locale = code)) }
                    p.hint { (t!("reports.cutoff.hint", locale = code)) }
                    @for cutoff in Cutoff::ALL {
                        label {
                            input type="radio" name="cutoff" value=(cutoff) checked[*cutoff == self.cutoff];
                            span { (name(cutoff)) }
                        }
                    }
                }
                div.actions { button.secondary type="submit" { (t!("reports.save", locale = code)) } }
            }
        }
    }
}
