//! The counts by timeliness. They move in the ballot's own transaction; the ballot itself does not tell its group.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::DbConn;
use crate::db::schema::{questionnaires, slip_tallies, units};
use crate::on_each;
use crate::survey::ballot::Channel;
use crate::survey::slips::timeliness::Timeliness;
use crate::survey::tally::{ScoreCounts, TallyKey};
use crate::units::Scope;

#[derive(Insertable)]
#[diesel(table_name = slip_tallies, treat_none_as_default_value = false)]
struct NewTally<'a> {
    unit_id: i64,
    month: NaiveDate,
    timeliness: &'static str,
    questionnaire_id: i64,
    criterion: &'a str,
    n1: i32,
    n2: i32,
    n3: i32,
    n4: i32,
    n5: i32,
    no_opinion: i32,
}

/// The group of answers that too few slips could have given.
const UNTOLD: &str = "untold";

/// Adds the counts of one month and more under a group, or untold; rows that are not there yet are made.
///
/// # Errors
/// The database refuses.
pub fn add_slip_tallies(
    conn: &mut DbConn,
    group: Option<Timeliness>,
    months: &BTreeMap<TallyKey, ScoreCounts>,
) -> QueryResult<()> {
    for (key, &[n1, n2, n3, n4, n5, no_opinion]) in months {
        let row = NewTally {
            unit_id: key.unit_id,
            month: key.period,
            timeliness: group.map_or(UNTOLD, Timeliness::as_str),
            questionnaire_id: key.questionnaire_id,
            criterion: &key.criterion,
            n1,
            n2,
            n3,
            n4,
            n5,
            no_opinion,
        };
        on_each!(conn, |c| diesel::insert_into(slip_tallies::table)
            .values(&row)
            .on_conflict((
                slip_tallies::unit_id,
                slip_tallies::month,
                slip_tallies::timeliness,
                slip_tallies::questionnaire_id,
                slip_tallies::criterion,
            ))
            .do_update()
            .set((
                slip_tallies::n1.eq(slip_tallies::n1 + excluded(slip_tallies::n1)),
                slip_tallies::n2.eq(slip_tallies::n2 + excluded(slip_tallies::n2)),
                slip_tallies::n3.eq(slip_tallies::n3 + excluded(slip_tallies::n3)),
                slip_tallies::n4.eq(slip_tallies::n4 + excluded(slip_tallies::n4)),
                slip_tallies::n5.eq(slip_tallies::n5 + excluded(slip_tallies::n5)),
                slip_tallies::no_opinion
                    .eq(slip_tallies::no_opinion + excluded(slip_tallies::no_opinion)),
            ))
            .execute(c))?;
    }
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = slip_tallies)]
struct Row {
    unit_id: i64,
    month: NaiveDate,
    timeliness: String,
    questionnaire_id: i64,
    criterion: String,
    n1: i32,
    n2: i32,
    n3: i32,
    n4: i32,
    n5: i32,
    no_opinion: i32,
}

impl Row {
    fn counts(&self) -> ScoreCounts {
        [self.n1, self.n2, self.n3, self.n4, self.n5, self.no_opinion]
    }
}

/// All counts, summed over the groups, as the tallies of the channel have them.
///
/// # Errors
/// The database refuses.
pub fn list_slip_tallies(conn: &mut DbConn) -> QueryResult<BTreeMap<TallyKey, ScoreCounts>> {
    let rows: Vec<Row> = slip_tallies::table.select(Row::as_select()).load(conn)?;
    let mut sums = BTreeMap::new();
    for row in rows {
        let key = TallyKey {
            unit_id: row.unit_id,
            period: row.month,
            channel: Channel::Slip,
            questionnaire_id: row.questionnaire_id,
            criterion: row.criterion.clone(),
        };
        add(sums.entry(key).or_default(), row.counts());
    }
    Ok(sums)
}

/// What the citizens of one group said to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipTally {
    /// How their dossiers were settled; none of those among too few to hide in.
    pub timeliness: Option<Timeliness>,
    /// Version of the questionnaire.
    pub questionnaire: String,
    /// Code of the criterion.
    pub criterion: String,
    /// Its scores.
    pub counts: ScoreCounts,
}

/// The counts of one calendar year over the units that the viewer may see, in the order of group, questionnaire and
/// criterion. Groups of few citizens are among them: [`super::super::Shares`] tells whether they may be shown.
///
/// # Errors
/// The database refuses.
pub fn find_slip_tallies(
    conn: &mut DbConn,
    scope: &Scope,
    year: i32,
) -> QueryResult<Vec<SlipTally>> {
    let (Some(from), Some(before)) = (
        NaiveDate::from_ymd_opt(year, 1, 1),
        NaiveDate::from_ymd_opt(year + 1, 1, 1),
    ) else {
        return Ok(Vec::new());
    };
    let rows: Vec<(Row, String)> = slip_tallies::table
        .inner_join(units::table)
        .inner_join(questionnaires::table)
        .filter(units::path.like(scope.pattern()))
        .filter(slip_tallies::month.ge(from))
        .filter(slip_tallies::month.lt(before))
        .select((Row::as_select(), questionnaires::version))
        .load(conn)?;
    let mut sums = BTreeMap::new();
    for (row, questionnaire) in rows {
        let key = (
            row.timeliness.parse().ok(),
            questionnaire,
            row.criterion.clone(),
        );
        add(sums.entry(key).or_default(), row.counts());
    }
    let tally = |((timeliness, questionnaire, criterion), counts)| SlipTally {
        timeliness,
        questionnaire,
        criterion,
        counts,
    };
    Ok(sums.into_iter().map(tally).collect())
}

fn add(sum: &mut ScoreCounts, more: ScoreCounts) {
    sum.iter_mut()
        .zip(more)
        .for_each(|(sum, more)| *sum += more);
}
