//! Reads the months of many units at once, overall and not by criterion: monthly rows, never ballots.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::courses::Part;
use crate::db::DbConn;
use crate::db::schema::turnout_months;
use crate::indices::index::Share;
use crate::indices::store::natural;
use crate::indices::table::Figure;
use crate::survey::ballot::Channel;

/// What was answered in a month of a unit (by its id), apart by class and questionnaire.
pub type PartsByMonth = BTreeMap<(i64, NaiveDate), Vec<Part>>;

/// Unit, month, channel, questionnaire, ballots with a score, satisfied, answers.
type Row = (i64, NaiveDate, String, i64, i32, i32, i32);

/// The months of these units and channels, in one pass.
pub(super) fn list_months_of_units(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
    channels: &[Channel],
) -> QueryResult<PartsByMonth> {
    let rows: Vec<Row> = turnout_months::table
        .filter(turnout_months::unit_id.eq_any(unit_ids))
        .filter(turnout_months::month.ge(months.start))
        .filter(turnout_months::month.lt(months.end))
        .filter(turnout_months::persons.gt(0))
        .filter(turnout_months::channel.eq_any(channels.iter().map(|channel| channel.as_str())))
        .select((
            turnout_months::unit_id,
            turnout_months::month,
            turnout_months::channel,
            turnout_months::questionnaire_id,
            turnout_months::persons,
            turnout_months::satisfied,
            turnout_months::answers,
        ))
        .load(conn)?;
    let mut all = PartsByMonth::new();
    for (unit, month, channel, questionnaire, persons, satisfied, answers) in rows {
        let Ok(class) = channel.parse() else { continue };
        let share = Share {
            satisfied: natural(Some(satisfied.into())),
            answers: natural(Some(answers.into())),
        };
        let figure = Figure {
            share,
            persons: natural(Some(persons.into())),
        };
        all.entry((unit, month)).or_default().push(Part {
            class,
            questionnaire,
            figure,
        });
    }
    Ok(all)
}
