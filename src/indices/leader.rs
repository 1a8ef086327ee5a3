//! What the leader's page is asked and what it needs for its answer, read in one go. A unit that the
//! viewer may not see is not found.

use chrono::{Datelike, NaiveDate};

use super::below::list_below;
use super::measure::Measure;
use super::pages::{LeaderPage, Lines};
use super::reading::{Question, Reading};
use super::store;
use crate::accounts::{Viewer, tasks};
use crate::db::DbConn;
use crate::error::AppResult;
use crate::units::store::list_units;
use crate::units::{names, with_code};
use crate::web::language::Lang;
use crate::web::years::{Asked, Choices, Offer, offered_years};

/// Imported figures read at most.
const BASELINES: i64 = 60;

/// The form, and the page below it unless something in the form is wrong.
pub struct Looked {
    /// The form.
    pub choices: Choices,
    /// The rest.
    pub page: Option<LeaderPage>,
}

impl Looked {
    /// Answers the question for a viewer, as of a day.
    ///
    /// # Errors
    /// The unit does not exist or is not the viewer's to see; the database refuses.
    pub fn find(
        conn: &mut DbConn,
        asked: &Asked,
        viewer: &Viewer,
        today: NaiveDate,
        lang: Lang,
    ) -> AppResult<Self> {
        let units = list_units(conn, &viewer.scope())?;
        let code = asked.unit.as_deref().unwrap_or(&viewer.unit.code);
        let unit = with_code(&units, code)?;
        let below: Vec<i64> = units
            .iter()
            .filter(|other| unit.is_or_is_above(other))
            .map(|unit| unit.id)
            .collect();
        let offer = Offer {
            page: "/indices",
            units: names(&units),
            unit: unit.code.clone(),
            years: offered_years(store::find_years(conn, &below)?, today.year()),
        };
        let (choices, years) = Choices::read(asked, offer, today.year(), lang);
        let question = years.map(|(year, compare)| Question {
            unit: unit.code.clone(),
            year,
            compare,
            questionnaire: None,
        });
        let page = match question {
            Some(question) => Some(page(conn, viewer, &question, today)?),
            None => None,
        };
        Ok(Self { choices, page })
    }
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
        may_read_evaluation: viewer.may::<tasks::ReadEvaluation>(),
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
