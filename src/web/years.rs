//! The question that pages of figures begin with: of which unit, of which year, against which. Years are read from the
//! address as they were typed: a wrong one comes back with the form.

use std::ops::RangeInclusive;

use maud::{Markup, html};
use rust_i18n::t;
use serde::Deserialize;

use super::components::{Field, FieldErrors};
use super::language::Lang;

/// Years that can have been measured or planned.
pub const YEARS: RangeInclusive<i32> = 2000..=2100;
/// Letters of a wrong year that come back at most.
const TYPED: usize = 20;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// Code of the unit.
    pub unit: Option<String>,
    /// The year; this one where nothing is said.
    pub year: Option<String>,
    /// The year to compare with, empty for none; the one before where nothing is said.
    pub compare: Option<String>,
}

/// What can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// Address of the page that asks.
    pub page: &'static str,
    /// Code and name of each unit that the viewer may see.
    pub units: Vec<(String, String)>,
    /// Code of the chosen one.
    pub unit: String,
    /// Years that have something to show, latest first.
    pub years: Vec<i32>,
    /// What else the page can be asked.
    pub more: Vec<Choice>,
}

/// One more thing that can be chosen; what is wrong with it is noted in the form by its name.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Name in the address.
    pub name: &'static str,
    /// Label.
    pub label: String,
    /// What is chosen.
    pub value: String,
    /// What can be chosen: word and text.
    pub options: Vec<(String, String)>,
}

/// The form: what can be chosen, what is chosen, what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// What can be chosen.
    pub offer: Offer,
    /// The year as it was typed or chosen.
    pub year: String,
    /// The year to compare with; empty for none.
    pub compare: String,
    /// What is wrong with them.
    pub errors: FieldErrors,
}

/// A year, and the one it is compared with, if any.
pub type Years = (i32, Option<i32>);

/// A year as somebody typed it, if it can have been measured.
pub fn read_year(text: &str) -> Option<i32> {
    text.trim().parse().ok().filter(|year| YEARS.contains(year))
}

/// This year, the one before, and every year with something to show, latest first.
pub fn offered_years(first_and_last: Option<(i32, i32)>, this_year: i32) -> Vec<i32> {
    let (first, last) = first_and_last.unwrap_or((this_year, this_year));
    (first.min(this_year - 1)..=last.max(this_year))
        .rev()
        .collect()
}

impl Choices {
    /// The form as it was filled in, and the years if nothing is wrong.
    pub fn read(asked: &Asked, offer: Offer, this_year: i32, lang: Lang) -> (Self, Option<Years>) {
        let mut errors = FieldErrors::default();
        let wrong = |key: &str, typed: &str| {
            t!(
                format!("web.choose.{key}"),
                locale = lang.code(),
                typed = typed,
                first = YEARS.start(),
                last = YEARS.end()
            )
        };
        let typed = asked.year.clone().unwrap_or_else(|| this_year.to_string());
        let year = read_year(&typed);
        if year.is_none() {
            errors.add("year", wrong("wrong_year", &typed));
        }
        let before = || year.map_or_else(String::new, |year| (year - 1).to_string());
        let typed_compare = asked.compare.clone().unwrap_or_else(before);
        let compare = read_year(&typed_compare);
        if !typed_compare.trim().is_empty() {
            if compare.is_none() {
                errors.add("compare", wrong("wrong_year", &typed_compare));
            } else if compare == year {
                errors.add("compare", wrong("same_year", &typed_compare));
            }
        }
        let years = year.filter(|_| errors.is_empty());
        let choices = Self {
            offer,
            year: shortened(&typed),
            compare: shortened(&typed_compare),
            errors,
        };
        (choices, years.map(|year| (year, compare)))
    }

    /// Name of the chosen unit.
    pub fn unit_name(&self) -> Option<&str> {
        let chosen = |(code, _): &&(String, String)| *code == self.offer.unit;
        self.offer
            .units
            .iter()
            .find(chosen)
            .map(|(_, name)| name.as_str())
    }

    /// The form; with something wrong, the errors first.
    pub fn form(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("web.choose.{key}"), locale = lang.code());
        let field = |name: &'static str, value, label: &str| {
            Field {
                name,
                label,
                hint: "",
                value,
                errors: &self.errors,
            }
            .select(&self.options(lang, name, value))
        };
        html! {
            (self.errors.summary(lang))
            form.toolbar.no-print method="get" action=(self.offer.page) {
                @if self.offer.units.len() > 1 { (field("unit", &self.offer.unit, &text("unit"))) }
                (field("year", &self.year, &text("year")))
                (field("compare", &self.compare, &text("compare")))
                @for choice in &self.offer.more { (self.choice(choice)) }
                button.secondary type="submit" { (text("show")) }
            }
        }
    }

    fn choice(&self, choice: &Choice) -> Markup {
        Field {
            name: choice.name,
            label: &choice.label,
            hint: "",
            value: &choice.value,
            errors: &self.errors,
        }
        .select(&choice.options)
    }

    /// What a field offers; what was typed stays among it, wrong or not.
    fn options(&self, lang: Lang, name: &str, value: &str) -> Vec<(String, String)> {
        if name == "unit" {
            return self.offer.units.clone();
        }
        let mut options: Vec<_> = self
            .offer
            .years
            .iter()
            .map(ToString::to_string)
            .filter(|year| name == "year" || *year != self.year)
            .map(|year| (year.clone(), year))
            .collect();
        if name == "compare" {
            let none = t!("web.choose.none", locale = lang.code()).into_owned();
            options.push((String::new(), none));
        }
        if !options.iter().any(|(known, _)| known == value) {
            options.push((value.to_owned(), value.to_owned()));
        }
        options
    }
}

/// A wrong year comes back as it was typed, but not a page of it.
fn shortened(typed: &str) -> String {
    typed.trim().chars().take(TYPED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_on_offer_reach_from_the_first_one_to_today() {
        assert_eq!(offered_years(None, 2026), [2026, 2025]);
        assert_eq!(
            offered_years(Some((2023, 2024)), 2026),
            [2026, 2025, 2024, 2023]
        );
        assert_eq!(offered_years(Some((2027, 2027)), 2026), [2027, 2026, 2025]);
    }

    #[test]
    fn a_typed_year_is_read_or_refused() {
        assert_eq!(read_year(" 2026 "), Some(2026));
        for wrong in ["", "0", "1999", "2101", "20x6", "٢٠٢٦", "99999999999"] {
            assert_eq!(read_year(wrong), None, "{wrong}");
        }
    }
}
