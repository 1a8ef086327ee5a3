//! The headline of any days up to now, for whoever tells of it without being asked: what is watched, and the letter of
//! the week. It stands on the same classes as the leader's page and keeps back the same.

use chrono::NaiveDate;

use super::classes::{Filter, Ground};
use super::comparison::Comparison;
use super::measure::Measure;
use super::reading::{list_questionnaires, table_of};
use super::span::Span;
use super::store::{self, Area};
use super::table::{Figure, Table};
use crate::db::DbConn;
use crate::error::AppResult;
use crate::units::Unit;

/// The figures of some days, as they may be told.
#[derive(Clone, Debug)]
pub struct Headline {
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    ground: Ground,
    table: Table,
}

impl Headline {
    /// Of a unit and all below it, from one day to another, both counted in.
    ///
    /// # Errors
    /// The database refuses.
    pub fn of_days(
        conn: &mut DbConn,
        unit: &Unit,
        days: (NaiveDate, NaiveDate),
    ) -> AppResult<Self> {
        let area = Area::find(conn, unit)?;
        let (from, to) = days;
        let span = Span { from, to };
        let months = store::sum_months(conn, &area, span.whole_months())?;
        let mut by_class = store::merged(months.into_values());
        store::add(&mut by_class, &store::sum_rest(conn, &area, span, to)?);
        let ground = Filter::Headline.ground(&by_class);
        let table = table_of(&ground.sums(&by_class), &list_questionnaires(conn)?);
        Ok(Self {
            days,
            ground,
            table,
        })
    }

    /// The figure of a measure; of too few people its share is withheld.
    pub fn told(&self, measure: Measure) -> Figure {
        self.table.told(measure)
    }

    /// Whether it stands on those who were served at the desk; else on all classes, as there were none of those.
    pub fn is_of_the_desk(&self) -> bool {
        !self.ground.fallen_back
    }

    /// What may be said of a measure against earlier days; nothing is concluded where they were asked otherwise.
    pub fn against(&self, before: &Self, measure: Measure) -> Comparison {
        let comparison = Comparison::of(self.told(measure), before.told(measure));
        comparison.if_alike(self.ground.is_like(&before.ground))
    }
}
