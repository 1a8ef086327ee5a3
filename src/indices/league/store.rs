//! Reads the months of many units at once, overall and not by criterion: sums of monthly rows, never ballots.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use diesel::dsl::{max, sum};
use diesel::prelude::*;

use super::courses::Part;
use crate::db::DbConn;
use crate::db::schema::tally_months;
use crate::indices::index::Share;
use crate::indices::store::natural;
use crate::indices::table::Figure;
use crate::survey::ballot::Channel;

/// What was answered in a month of a unit (by its id), apart by class and questionnaire.
pub type PartsByMonth = BTreeMap<(i64, NaiveDate), Vec<Part>>;

/// Unit, month, channel, questionnaire, most answers to one criterion, satisfied, answers.
type Row = (
    i64,
    NaiveDate,
    String,
    i64,
    Option<i32>,
    Option<i64>,
    Option<i64>,
);

/// The months of these units and channels, in one pass.
pub(super) fn sum_months_of_units(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
    channels: &[Channel],
) -> QueryResult<PartsByMonth> {
    let satisfied = || tally_months::n4 + tally_months::n5;
    let answers = || {
        tally_months::n1 + tally_months::n2 + tally_months::n3 + tally_months::n4 + tally_months::n5
    };
    let key = (
        tally_months::unit_id,
        tally_months::month,
        tally_months::channel,
        tally_months::questionnaire_id,
    );
    let rows: Vec<Row> = tally_months::table
        .filter(tally_months::unit_id.eq_any(unit_ids))
        .filter(tally_months::month.ge(months.start))
        .filter(tally_months::month.lt(months.end))
        .filter(tally_months::channel.eq_any(channels.iter().map(|channel| channel.as_str())))
        .group_by(key)
        .select((
            tally_months::unit_id,
            tally_months::month,
            tally_months::channel,
            tally_months::questionnaire_id,
            max(answers()),
            sum(satisfied()),
            sum(answers()),
        ))
        .load(conn)?;
    let mut all = PartsByMonth::new();
    for (unit, month, channel, questionnaire, persons, satisfied, answers) in rows {
        let Ok(class) = channel.parse() else { continue };
        let share = Share {
            satisfied: natural(satisfied),
            answers: natural(answers),
        };
        let figure = Figure {
            share,
            persons: natural(persons.map(i64::from)),
        };
        all.entry((unit, month)).or_default().push(Part {
            class,
            questionnaire,
            figure,
        });
    }
    Ok(all)
}
