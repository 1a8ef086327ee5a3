//! What the public board tells: which unit the front page speaks of, and its figures of this year and last.
//! It reads monthly tallies only, so it costs the same however many ballots there are.

use chrono::{Datelike, NaiveDate};

use super::baseline::Baseline;
use super::below::{UnitBelow, list_below};
use super::classes::Filter;
use super::evidence::Evidence;
use super::reading::Reading;
use super::span::{Period, Spans};
use super::store;
use crate::apologies::figures::Figures;
use crate::complaints::figures::Counts;
use crate::complaints::store::sum_tallies;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::units::store::{find_unit_by_code, list_units};
use crate::units::{Scope, Unit, UnitCode};

/// Imported figures shown at most.
const BASELINES: i64 = 40;

/// What the front page shows.
pub enum Front {
    /// Nothing has been set up yet.
    SetUp,
    /// The board of one unit.
    Board(Box<Board>),
    /// Units that have nothing above them in common.
    Choice(Vec<Unit>),
}

/// The board of one unit.
pub struct Board {
    /// What was answered this year and last, to the same date.
    pub evidence: Evidence,
    /// Its figures.
    pub reading: Reading,
    /// The units below it.
    pub below: Vec<UnitBelow>,
    /// Imported figures of the unit itself.
    pub baselines: Vec<Baseline>,
    /// What citizens reported this year, the units below it included.
    pub complaints: Counts,
    /// Its dossiers and apologies of this year, likewise.
    pub dossiers: Figures,
}

impl Front {
    /// One unit with ballots speaks for itself; for several, the unit above them all does.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, today: NaiveDate) -> AppResult<Self> {
        let units = list_units(conn, &Scope::everything())?;
        let rated = store::list_rated_unit_ids(conn)?;
        match speaker(&units, &rated) {
            Some(unit) => Ok(Self::Board(Box::new(Board::find(conn, &unit.code, today)?))),
            None if units.is_empty() => Ok(Self::SetUp),
            None => Ok(Self::Choice(
                units
                    .into_iter()
                    .filter(|unit| unit.parent_id.is_none())
                    .collect(),
            )),
        }
    }
}

impl Board {
    /// The board of the unit with this code.
    ///
    /// # Errors
    /// There is no such unit, or the database refuses.
    pub fn find(conn: &mut DbConn, unit: &str, today: NaiveDate) -> AppResult<Self> {
        let code: UnitCode = unit.parse().map_err(|_| AppError::NotFound)?;
        let unit = find_unit_by_code(conn, &code)?.ok_or(AppError::NotFound)?;
        let year = today.year();
        let spans = Spans::of((year, Some(year - 1)), Period::Year, today);
        let spans = spans.ok_or(AppError::NotFound)?;
        let evidence = Evidence::find(conn, &unit, spans, Filter::Headline, today)?;
        let reading = evidence.reading();
        let below = list_below(conn, &unit, &spans, Filter::Headline)?;
        let own = reading.unit.id;
        let baselines = store::list_baselines(conn, &[own], BASELINES)?
            .into_iter()
            .filter(|(unit, _)| *unit == Some(own))
            .map(|(_, baseline)| baseline)
            .collect();
        let scope = Scope::below(&reading.unit);
        let complaints = sum_tallies(conn, &scope, year)?;
        Ok::<_, AppError>(Self {
            evidence,
            reading,
            below,
            baselines,
            complaints: complaints.into_iter().collect(),
            dossiers: Figures::find(conn, &scope, year)?,
        })
    }
}

/// The lowest unit that covers every unit with ballots; before the first ballot, the highest one.
fn speaker<'a>(units: &'a [Unit], rated: &[i64]) -> Option<&'a Unit> {
    let spoken_for = || {
        units
            .iter()
            .filter(|unit| rated.is_empty() || rated.contains(&unit.id))
    };
    // What covers the first and the last path in their order covers all between.
    let first = spoken_for().min_by_key(|unit| &unit.path)?;
    let last = spoken_for().max_by_key(|unit| &unit.path)?;
    units
        .iter()
        .filter(|unit| {
            let scope = Scope::below(unit);
            scope.covers(first) && scope.covers(last)
        })
        .max_by_key(|unit| unit.path.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, path: &str) -> Unit {
        Unit {
            id,
            code: format!("U{id}"),
            name: format!("U{id}"),
            parent_id: None,
            path: path.to_owned(),
            hotline: String::new(),
            address: String::new(),
        }
    }

    #[test]
    fn the_front_page_speaks_for_everybody_who_was_rated() {
        let units = [
            unit(1, "/1/"),
            unit(2, "/1/2/"),
            unit(3, "/1/3/"),
            unit(4, "/1/3/4/"),
        ];
        let speaks = |rated: &[i64]| speaker(&units, rated).map(|unit| unit.id);
        assert_eq!(speaks(&[2]), Some(2));
        assert_eq!(speaks(&[2, 4]), Some(1));
        assert_eq!(speaks(&[3, 4]), Some(3));
        assert_eq!(speaks(&[]), Some(1));
        let strangers = [unit(1, "/1/"), unit(2, "/2/")];
        assert_eq!(speaker(&strangers, &[1, 2]).map(|unit| unit.id), None);
        assert_eq!(speaker(&strangers, &[2]).map(|unit| unit.id), Some(2));
    }
}
