//! What anonymous ballots of the period say beside the indicators, as figures of a whole unit. They give no points: no
//! ballot is tied to a file or an officer, and how satisfied somebody was does not say how often they had to come.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use diesel::dsl::sum;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{questionnaires, tally_months, units};
use crate::survey::questionnaire::{Dimension, TOUCH, catalogue};
use crate::units::Scope;

/// Satisfied answers, and all answers.
pub type Voices = BTreeMap<Dimension, (u64, u64)>;

type Sums = (
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// The answers to the one question of each dimension that tablets and phones ask, in whole months.
///
/// # Errors
/// The database refuses.
pub fn count_voices(
    conn: &mut DbConn,
    scope: &Scope,
    months: &Range<NaiveDate>,
) -> QueryResult<Voices> {
    let rows: Vec<Sums> = tally_months::table
        .inner_join(questionnaires::table)
        .filter(
            tally_months::unit_id.eq_any(
                units::table
                    .filter(units::path.like(scope.pattern()))
                    .select(units::id),
            ),
        )
        .filter(tally_months::month.ge(months.start))
        .filter(tally_months::month.lt(months.end))
        .filter(questionnaires::version.eq(TOUCH))
        .group_by(tally_months::criterion)
        .select((
            tally_months::criterion,
            sum(tally_months::n1),
            sum(tally_months::n2),
            sum(tally_months::n3),
            sum(tally_months::n4),
            sum(tally_months::n5),
        ))
        .load(conn)?;
    let asked = catalogue().questionnaire(TOUCH);
    let mut voices = Voices::new();
    for (criterion, n1, n2, n3, n4, n5) in rows {
        if let Some(criterion) = asked.and_then(|asked| asked.criterion(&criterion)) {
            let count = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
            let [n1, n2, n3, n4, n5] = [n1, n2, n3, n4, n5].map(count);
            voices.insert(criterion.dimension, (n4 + n5, n1 + n2 + n3 + n4 + n5));
        }
    }
    Ok(voices)
}
