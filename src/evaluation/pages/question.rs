//! Of which unit and of which period: read from the address as it was typed; what is wrong comes back with the form.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;
use serde::Deserialize;

use super::period_name;
use crate::evaluation::period::Period;
use crate::web::components::{Field, FieldErrors};
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::years::{YEARS, read_year};

/// Letters of a wrong year that come back at most.
const TYPED: usize = 20;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Code of the unit.
    pub unit: Option<String>,
    year: Option<String>,
    /// 1 to 4, or empty for the whole year.
    quarter: Option<String>,
    done: Option<String>,
}

/// What may have been done just now.
const DONE: [&str; 2] = ["said", "found"];

/// The form: what can be chosen, what is chosen, what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Code and name of each unit that the viewer may see.
    pub units: Vec<(String, String)>,
    /// Code of the chosen one.
    pub unit: String,
    /// Years on offer, latest first.
    pub years: Vec<i32>,
    /// The year as it was typed.
    pub year: String,
    /// The quarter; empty for the whole year.
    pub quarter: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl Asked {
    /// The question that a posted form came with.
    pub fn sent(fields: &Fields) -> Self {
        let line = |name: &str| Some(fields.line(name));
        Self {
            unit: line("unit"),
            year: line("year"),
            quarter: line("quarter"),
            done: None,
        }
    }

    /// What was done just now.
    pub fn done(&self) -> Option<&'static str> {
        let asked = self.done.as_deref()?;
        DONE.into_iter().find(|known| *known == asked)
    }

    /// The period that is asked for, in a question that lacks its units and years: this quarter where nothing is said,
    /// the whole year where a year alone is.
    pub fn read(&self, today: NaiveDate, lang: Lang) -> (Question, Option<Period>) {
        let now = Period::of(today);
        let year = self
            .year
            .clone()
            .unwrap_or_else(|| today.year().to_string());
        let quarter = match (&self.quarter, &self.year) {
            (Some(quarter), _) => quarter.trim().to_owned(),
            (None, Some(_)) => String::new(),
            (None, None) => now
                .quarter
                .map_or_else(String::new, |quarter| quarter.to_string()),
        };
        let mut errors = FieldErrors::default();
        let read = read_year(&year);
        if read.is_none() {
            let wrong = t!(
                "web.choose.wrong_year",
                locale = lang.code(),
                typed = year,
                first = YEARS.start(),
                last = YEARS.end()
            );
            errors.add("year", wrong);
        }
        let known = quarter
            .parse()
            .ok()
            .filter(|quarter| (1..=4).contains(quarter));
        if known.is_none() && !quarter.is_empty() {
            errors.add(
                "quarter",
                t!("evaluation.wrong.quarter", locale = lang.code()),
            );
        }
        let period = read.filter(|_| errors.is_empty()).map(|year| Period {
            year,
            quarter: known,
        });
        let question = Question {
            year: year.trim().chars().take(TYPED).collect(),
            quarter: known.map_or_else(String::new, |quarter: u32| quarter.to_string()),
            errors,
            ..Question::default()
        };
        (question, period)
    }
}

impl Question {
    /// The form.
    pub fn form(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(key, locale = code).into_owned();
        let field = |name, label: &str, value, options: &[(String, String)]| {
            Field {
                name,
                label,
                hint: "",
                value,
                errors: &self.errors,
            }
            .select(options)
        };
        html! {
            form.toolbar.no-print method="get" action="/evaluation" {
                @if self.units.len() > 1 { (field("unit", &text("web.choose.unit"), &self.unit, &self.units)) }
                (field("year", &text("web.choose.year"), &self.year, &self.year_options()))
                (field("quarter", &text("evaluation.period.label"), &self.quarter, &quarter_options(lang)))
                button.secondary type="submit" { (text("web.choose.show")) }
            }
        }
    }

    fn year_options(&self) -> Vec<(String, String)> {
        let mut years: Vec<String> = self.years.iter().map(ToString::to_string).collect();
        if !years.contains(&self.year) {
            years.push(self.year.clone());
        }
        years.into_iter().map(|year| (year.clone(), year)).collect()
    }

    /// The same question at another address.
    pub fn address(&self, path: &str) -> String {
        self.address_of(path, &self.unit)
    }

    /// The same question of another unit.
    pub fn address_of(&self, path: &str, unit: &str) -> String {
        format!(
            "{path}?unit={unit}&year={}&quarter={}",
            self.year, self.quarter
        )
    }

    /// Fields that lead back to the same question after something was sent.
    pub fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="unit" value=(self.unit);
            input type="hidden" name="year" value=(self.year);
            input type="hidden" name="quarter" value=(self.quarter);
        }
    }
}

fn quarter_options(lang: Lang) -> Vec<(String, String)> {
    let whole = (
        String::new(),
        t!("evaluation.period.whole", locale = lang.code()).into_owned(),
    );
    let quarter = |quarter: u32| {
        let name = t!(
            "evaluation.period.short",
            locale = lang.code(),
            quarter = quarter
        );
        (quarter.to_string(), name.into_owned())
    };
    std::iter::once(whole).chain((1..=4).map(quarter)).collect()
}

/// What the file of a period is called.
pub fn file_name(unit: &str, period: Period) -> String {
    let name = period_name(period, Lang::Vi);
    let folded: String = crate::vietnamese::fold(&name)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("-");
    format!("danh-gia-{unit}-{folded}.xlsx")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(year: Option<&str>, quarter: Option<&str>) -> Option<Period> {
        let asked = Asked {
            unit: None,
            year: year.map(str::to_owned),
            quarter: quarter.map(str::to_owned),
            done: None,
        };
        let today = "2026-11-30".parse().expect("a day");
        asked.read(today, Lang::Vi).1
    }

    #[test]
    fn a_question_without_words_is_about_this_quarter() {
        let period = |year, quarter| Some(Period { year, quarter });
        assert_eq!(asked(None, None), period(2026, Some(4)));
        assert_eq!(asked(Some("2025"), None), period(2025, None));
        assert_eq!(asked(Some("2025"), Some("2")), period(2025, Some(2)));
        assert_eq!(asked(None, Some("")), period(2026, None));
        for (year, quarter) in [("x", ""), ("2026", "5"), ("2026", "0"), ("1999", "1")] {
            assert_eq!(asked(Some(year), Some(quarter)), None, "{year} {quarter}");
        }
    }
}
