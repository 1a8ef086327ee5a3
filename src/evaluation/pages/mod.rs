//! The page of an evaluation: the question, the answer in one sentence with the law it stands on, the nine indicators,
//! the units below, the officers, complaints of conduct, and what the unit says of its desk.

mod below;
mod conduct;
mod file;
mod indicators;
mod officers;
mod question;
mod said;
mod voices;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;

use super::officers::Officer;
use super::period::{Force, Period};
use super::points::Indicator;
use super::reading::Evaluation;
use super::scale::{Sheet, Tenths};
use super::statement::StatementForm;
use super::store::{Against, Finding, Voices};
use crate::units::Unit;
use crate::web::components::{FieldErrors, breadcrumb};
use crate::web::language::Lang;
use crate::web::layout::Body;

pub(super) use file::FileTable;
pub(super) use question::{Asked, Question, file_name};

/// The page of an evaluation.
pub(super) struct EvaluationPage<'a> {
    pub(super) question: Question,
    /// Nothing where something is wrong with the question.
    pub(super) shown: Option<Shown>,
    pub(super) form: StatementForm,
    pub(super) errors: FieldErrors,
    pub(super) may_read_dossiers: bool,
    pub(super) csrf: &'a str,
}

/// What was found out.
pub(super) struct Shown {
    pub(super) unit: Unit,
    pub(super) period: Period,
    pub(super) evaluation: Evaluation,
    pub(super) below: Vec<(Unit, Evaluation)>,
    /// Nothing for who may not read of officers.
    pub(super) led: Option<Led>,
    pub(super) voices: Voices,
    pub(super) today: NaiveDate,
}

/// What is for whoever leads the unit.
pub(super) struct Led {
    pub(super) officers: Vec<Officer>,
    /// Complaints of conduct against the files of the period that the viewer may see.
    pub(super) conduct: Vec<(Against, Option<Finding>)>,
}

impl EvaluationPage<'_> {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("evaluation.title", locale = code);
        let above = match self.may_read_dossiers {
            true => ("/dossiers", t!("evaluation.dossiers", locale = code)),
            false => ("/indices", t!("indices.title", locale = code)),
        };
        let wrong = if self.errors.is_empty() {
            &self.question.errors
        } else {
            &self.errors
        };
        let markup = html! {
            (breadcrumb(lang, &[(above.0, &above.1)]))
            (wrong.summary(lang))
            h1 { (title) }
            @if let Some(shown) = &self.shown { p.lead { (shown.unit.name) } }
            (self.question.form(lang))
            @if let Some(shown) = &self.shown { (self.answer(shown, lang)) }
        };
        Body::new(wrong.title(&title, lang), markup)
    }

    fn answer(&self, shown: &Shown, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("evaluation.{key}"), locale = lang.code());
        html! {
            p.answer { (shown.sentence(lang)) }
            p.hint { (shown.force(lang)) " " (text("not_sipas")) }
            @if shown.is_under_way() {
                p.hint { (t!("evaluation.so_far", locale = lang.code(), date = lang.date(shown.today))) }
            }
            (shown.indicators(lang))
            (shown.voices(lang))
            (shown.units_below(lang))
            @if let Some(led) = &shown.led {
                (led.officers(lang))
                (led.conduct(&self.question, self.csrf, lang))
                (self.said(shown, lang))
            }
            details {
                summary { (text("how")) }
                ul { @for key in ["how_files", "how_time", "how_contacts", "how_attitude", "how_missing", "how_ballots"] { li { (text(key)) } } }
            }
            p.actions.no-print {
                a.button.quiet href=(self.question.address("/evaluation.xlsx")) download { (text("workbook")) }
                a.button.quiet href="/apologies/figures" { (text("figures")) }
                a.button.quiet href="/indices" { (text("sipas")) }
            }
        }
    }
}

impl Shown {
    /// The period as it is written.
    pub(super) fn period_name(&self) -> String {
        period_name(self.period, Lang::Vi)
    }

    /// How many points, and which class; or why there is none.
    fn sentence(&self, lang: Lang) -> String {
        let code = lang.code();
        let (sheet, period) = (&self.evaluation.sheet, period_name(self.period, lang));
        if sheet.known() == 0 {
            return t!("evaluation.lead_none", locale = code, period = period).into_owned();
        }
        let total = points(sheet.total(), lang);
        match sheet.class() {
            Some(class) => {
                let class = t!(format!("evaluation.class.{class}"), locale = code);
                t!(
                    "evaluation.lead",
                    locale = code,
                    period = period,
                    total = total,
                    class = class
                )
            }
            None => t!(
                "evaluation.lead_missing",
                locale = code,
                period = period,
                total = total,
                possible = points(sheet.possible(), lang),
                known = sheet.known(),
                missing = numbers(&sheet.missing())
            ),
        }
        .into_owned()
    }

    /// By which law, and whether that was in force.
    fn force(&self, lang: Lang) -> String {
        let force: Force = self.period.force();
        t!(format!("evaluation.force.{force}"), locale = lang.code()).into_owned()
    }

    /// Whether the period is not over.
    fn is_under_way(&self) -> bool {
        let days = self.period.days();
        days.is_some_and(|days| days.contains(&self.today))
    }
}

/// Points with one decimal: 15,2 or 15.2.
fn points(tenths: Tenths, lang: Lang) -> String {
    let sign = if lang == Lang::Vi { ',' } else { '.' };
    format!("{}{sign}{}", tenths.value() / 10, tenths.value() % 10)
}

/// The same, or a dash where nothing is known.
fn points_or_none(tenths: Option<Tenths>, lang: Lang) -> String {
    tenths.map_or_else(|| "—".to_owned(), |tenths| points(tenths, lang))
}

/// Points of those that are possible: "8,4/16".
fn of_possible(sheet: &Sheet, lang: Lang) -> String {
    format!(
        "{}/{}",
        points(sheet.total(), lang),
        sheet.possible().value() / 10
    )
}

fn numbers(indicators: &[Indicator]) -> String {
    let numbers: Vec<String> = indicators
        .iter()
        .map(|it| it.number().to_string())
        .collect();
    numbers.join(", ")
}

/// Name of an indicator.
fn indicator_name(indicator: Indicator, lang: Lang) -> String {
    t!(
        format!("evaluation.indicator.{indicator}"),
        locale = lang.code()
    )
    .into_owned()
}

/// "Quý 4 năm 2026" or "Năm 2026".
fn period_name(period: Period, lang: Lang) -> String {
    let code = lang.code();
    match period.quarter {
        Some(quarter) => t!(
            "evaluation.period.quarter",
            locale = code,
            quarter = quarter,
            year = period.year
        ),
        None => t!("evaluation.period.year", locale = code, year = period.year),
    }
    .into_owned()
}

/// The years that can be asked for.
pub(super) fn years(first_and_last: Option<(i32, i32)>, today: NaiveDate) -> Vec<i32> {
    crate::web::years::offered_years(first_and_last, today.year())
}
