//! What the leader's page is asked and what it needs for its answer, read in one go. Years are read from the address
//! as they were typed: a wrong one comes back with the form, a unit that the viewer may not see is not found.

use chrono::{Datelike, NaiveDate};
use rust_i18n::t;
use serde::Deserialize;

use super::baseline::YEARS;
use super::below::list_below;
use super::measure::Measure;
use super::pages::{Choices, LeaderPage, Lines};
use super::reading::{Question, Reading};
use super::store;
use crate::accounts::{Viewer, tasks};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::units::Unit;
use crate::units::store::list_units;
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// Imported figures read at most.
const BASELINES: i64 = 60;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    unit: Option<String>,
    year: Option<String>,
    compare: Option<String>,
}

/// The form, and the page below it unless something in the form is wrong.
pub struct Looked {
    /// The form.
    pub choices: Choices,
    /// The rest.
    pub page: Option<LeaderPage>,
}

/// A unit by its code, if the viewer may see it.
///
/// # Errors
/// There is none.
pub fn find_in_scope<'a>(units: &'a [Unit], code: &str) -> AppResult<&'a Unit> {
    units
        .iter()
        .find(|unit| unit.code == code)
        .ok_or(AppError::NotFound)
}

/// A year as somebody typed it, if it can have been measured.
pub fn read_year(text: &str) -> Option<i32> {
    text.trim().parse().ok().filter(|year| YEARS.contains(year))
}

impl Asked {
    /// Answers the question for a viewer, as of a day.
    ///
    /// # Errors
    /// The unit does not exist or is not the viewer's to see; the database refuses.
    pub fn look(
        &self,
        conn: &mut DbConn,
        viewer: &Viewer,
        today: NaiveDate,
        lang: Lang,
    ) -> AppResult<Looked> {
        let units = list_units(conn, &viewer.scope())?;
        let code = self.unit.as_deref().unwrap_or(&viewer.unit.code);
        let unit = find_in_scope(&units, code)?;
        let below: Vec<i64> = units
            .iter()
            .filter(|other| unit.is_or_is_above(other))
            .map(|unit| unit.id)
            .collect();
        let years = offered(store::find_years(conn, &below)?, today.year());
        let (choices, question) = self.choices(&units, unit, years, today.year(), lang);
        let page = match question {
            Some(question) => Some(page(conn, viewer, &question, today)?),
            None => None,
        };
        Ok(Looked { choices, page })
    }

    /// The form as it was filled in, and the question if nothing is wrong.
    fn choices(
        &self,
        units: &[Unit],
        unit: &Unit,
        years: Vec<i32>,
        this_year: i32,
        lang: Lang,
    ) -> (Choices, Option<Question>) {
        let mut errors = FieldErrors::default();
        let wrong = |key: &str, typed: &str| {
            let (first, last) = (YEARS.start(), YEARS.end());
            let key = format!("indices.choose.{key}");
            t!(
                key,
                locale = lang.code(),
                typed = typed,
                first = first,
                last = last
            )
        };
        let typed = self.year.clone().unwrap_or_else(|| this_year.to_string());
        let year = read_year(&typed);
        if year.is_none() {
            errors.add("year", wrong("wrong_year", &typed));
        }
        let before = || year.map_or_else(String::new, |year| (year - 1).to_string());
        let typed_compare = self.compare.clone().unwrap_or_else(before);
        let compare = read_year(&typed_compare);
        if !typed_compare.trim().is_empty() {
            if compare.is_none() {
                errors.add("compare", wrong("wrong_year", &typed_compare));
            } else if compare == year {
                errors.add("compare", wrong("same_year", &typed_compare));
            }
        }
        let question = year.filter(|_| errors.is_empty()).map(|year| Question {
            unit: unit.code.clone(),
            year,
            compare,
            questionnaire: None,
        });
        let choices = Choices {
            units: units
                .iter()
                .map(|unit| (unit.code.clone(), unit.name.clone()))
                .collect(),
            unit: unit.code.clone(),
            years,
            year: shortened(&typed),
            compare: shortened(&typed_compare),
            errors,
        };
        (choices, question)
    }
}

/// A wrong year comes back as it was typed, but not a page of it.
fn shortened(typed: &str) -> String {
    typed.trim().chars().take(20).collect()
}

/// This year, the one before, and every year with ballots, latest first.
fn offered(with_ballots: Option<(i32, i32)>, this_year: i32) -> Vec<i32> {
    let (first, last) = with_ballots.unwrap_or((this_year, this_year));
    (first.min(this_year - 1)..=last.max(this_year))
        .rev()
        .collect()
}

fn page(
    conn: &mut DbConn,
    viewer: &Viewer,
    question: &Question,
    today: NaiveDate,
) -> AppResult<LeaderPage> {
    let reading = Reading::find(conn, question)?;
    Ok(LeaderPage {
        lines: lines(conn, &reading)?,
        below: list_below(conn, &reading.unit, reading.year, question.compare)?,
        reading,
        today,
        may_set_targets: viewer.may::<tasks::SetTargets>(),
    })
}

/// Targets, and imported figures of the unit, those above it and the country.
fn lines(conn: &mut DbConn, reading: &Reading) -> AppResult<Lines> {
    let unit = &reading.unit;
    let imported = store::list_baselines(conn, &unit.line(), BASELINES)?;
    let of_unit = imported.iter().filter(|(owner, figure)| {
        *owner == Some(unit.id) && Some(figure.year) == reading.compare()
    });
    Ok(Lines {
        targets: store::list_targets(conn, unit.id, reading.year)?,
        imported_before: of_unit
            .filter_map(|(_, figure)| Some((figure.measure.parse().ok()?, figure.percent)))
            .collect(),
        baselines: imported
            .into_iter()
            .map(|(_, figure)| figure)
            .filter(|figure| figure.measure.parse::<Measure>().is_ok())
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_on_offer_reach_from_the_first_ballot_to_today() {
        assert_eq!(offered(None, 2026), [2026, 2025]);
        assert_eq!(offered(Some((2023, 2024)), 2026), [2026, 2025, 2024, 2023]);
        assert_eq!(offered(Some((2027, 2027)), 2026), [2027, 2026, 2025]);
    }

    #[test]
    fn a_typed_year_is_read_or_refused() {
        assert_eq!(read_year(" 2026 "), Some(2026));
        for wrong in ["", "0", "1999", "2101", "20x6", "٢٠٢٦", "99999999999"] {
            assert_eq!(read_year(wrong), None, "{wrong}");
        }
    }
}
