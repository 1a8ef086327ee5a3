//! The tallies of days and months, of units by themselves and of all below others: adding a batch's counts, reading back.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::DbConn;
use crate::on_each;
use crate::survey::areas::Above;
use crate::survey::tally::Tallies;

/// Rows in one statement at most.
const ROWS: usize = 1000;

/// The grains differ in the names of their tables and of one column; the statements are the same.
macro_rules! grain {
    ($module:ident, $period:ident, $tally:ident, $turnout:ident) => {
        pub(super) mod $module {
            use super::*;
            use crate::db::schema::{$tally, $turnout};
            use crate::survey::tally::{BallotCounts, ScoreCounts, TallyKey};
            use std::collections::BTreeMap;

            #[derive(Insertable)]
            #[diesel(table_name = $tally, treat_none_as_default_value = false)]
            struct NewTally<'a> {
                unit_id: i64,
                $period: NaiveDate,
                channel: &'static str,
                questionnaire_id: i64,
                criterion: &'a str,
                n1: i32,
                n2: i32,
                n3: i32,
                n4: i32,
                n5: i32,
                no_opinion: i32,
            }

            #[derive(Insertable)]
            #[diesel(table_name = $turnout, treat_none_as_default_value = false)]
            struct NewTurnout {
                unit_id: i64,
                $period: NaiveDate,
                channel: &'static str,
                questionnaire_id: i64,
                ballots: i32,
                partial: i32,
                persons: i32,
                satisfied: i32,
                answers: i32,
            }

            pub(super) fn add_scores(
                conn: &mut DbConn,
                counts: &BTreeMap<TallyKey, ScoreCounts>,
            ) -> QueryResult<()> {
                let rows: Vec<_> = counts
                    .iter()
                    .map(|(key, &[n1, n2, n3, n4, n5, no_opinion])| NewTally {
                        unit_id: key.unit_id,
                        $period: key.period,
                        channel: key.channel.as_str(),
                        questionnaire_id: key.questionnaire_id,
                        criterion: &key.criterion,
                        n1,
                        n2,
                        n3,
                        n4,
                        n5,
                        no_opinion,
                    })
                    .collect();
                for chunk in rows.chunks(ROWS) {
                    on_each!(conn, |c| diesel::insert_into($tally::table)
                        .values(chunk)
                        .on_conflict((
                            $tally::unit_id,
                            $tally::$period,
                            $tally::channel,
                            $tally::questionnaire_id,
                            $tally::criterion,
                        ))
                        .do_update()
                        .set((
                            $tally::n1.eq($tally::n1 + excluded($tally::n1)),
                            $tally::n2.eq($tally::n2 + excluded($tally::n2)),
                            $tally::n3.eq($tally::n3 + excluded($tally::n3)),
                            $tally::n4.eq($tally::n4 + excluded($tally::n4)),
                            $tally::n5.eq($tally::n5 + excluded($tally::n5)),
                            $tally::no_opinion
                                .eq($tally::no_opinion + excluded($tally::no_opinion)),
                        ))
                        .execute(c))?;
                }
                Ok(())
            }

            pub(super) fn add_turnout(
                conn: &mut DbConn,
                counts: &BTreeMap<TallyKey, BallotCounts>,
            ) -> QueryResult<()> {
                let rows: Vec<_> = counts
                    .iter()
                    .map(|(key, &[ballots, partial, persons, satisfied, answers])| NewTurnout {
                        unit_id: key.unit_id,
                        $period: key.period,
                        channel: key.channel.as_str(),
                        questionnaire_id: key.questionnaire_id,
                        ballots,
                        partial,
                        persons,
                        satisfied,
                        answers,
                    })
                    .collect();
                for chunk in rows.chunks(ROWS) {
                    on_each!(conn, |c| diesel::insert_into($turnout::table)
                        .values(chunk)
                        .on_conflict((
                            $turnout::unit_id,
                            $turnout::$period,
                            $turnout::channel,
                            $turnout::questionnaire_id,
                        ))
                        .do_update()
                        .set((
                            $turnout::ballots.eq($turnout::ballots + excluded($turnout::ballots)),
                            $turnout::partial.eq($turnout::partial + excluded($turnout::partial)),
                            $turnout::persons.eq($turnout::persons + excluded($turnout::persons)),
                            $turnout::satisfied
                                .eq($turnout::satisfied + excluded($turnout::satisfied)),
                            $turnout::answers.eq($turnout::answers + excluded($turnout::answers)),
                        ))
                        .execute(c))?;
                }
                Ok(())
            }

            type ScoreRow = (
                i64,
                NaiveDate,
                String,
                i64,
                String,
                i32,
                i32,
                i32,
                i32,
                i32,
                i32,
            );
            type TurnoutRow = (i64, NaiveDate, String, i64, i32, i32, i32, i32, i32);

            pub(super) fn list_scores(
                conn: &mut DbConn,
            ) -> QueryResult<BTreeMap<TallyKey, ScoreCounts>> {
                let rows: Vec<ScoreRow> = $tally::table.load(conn)?;
                let key = |(
                    unit_id,
                    period,
                    channel,
                    questionnaire_id,
                    criterion,
                    n1,
                    n2,
                    n3,
                    n4,
                    n5,
                    no,
                ): ScoreRow| {
                    let channel = channel.parse().ok()?;
                    let key = TallyKey {
                        unit_id,
                        period,
                        channel,
                        questionnaire_id,
                        criterion,
                    };
                    Some((key, [n1, n2, n3, n4, n5, no]))
                };
                Ok(rows.into_iter().filter_map(key).collect())
            }

            pub(super) fn list_turnout(
                conn: &mut DbConn,
            ) -> QueryResult<BTreeMap<TallyKey, BallotCounts>> {
                let rows: Vec<TurnoutRow> = $turnout::table.load(conn)?;
                let key = |(unit_id, period, channel, questionnaire_id, n0, n1, n2, n3, n4): TurnoutRow| {
                    let key = TallyKey {
                        unit_id,
                        period,
                        channel: channel.parse().ok()?,
                        questionnaire_id,
                        criterion: String::new(),
                    };
                    Some((key, [n0, n1, n2, n3, n4]))
                };
                Ok(rows.into_iter().filter_map(key).collect())
            }
        }
    };
}

grain!(days, day, tally_days, turnout_days);
grain!(months, month, tally_months, turnout_months);
grain!(
    suspect_months,
    month,
    suspect_tally_months,
    suspect_turnout_months
);
grain!(area_days, day, area_tally_days, area_turnout_days);
grain!(area_months, month, area_tally_months, area_turnout_months);
grain!(
    area_suspect_months,
    month,
    area_suspect_tally_months,
    area_suspect_turnout_months
);

/// Whose counts are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Those of units by themselves.
    Units,
    /// Those of all units below others.
    Areas,
}

/// Adds the counts of units, and of those above them; rows that are not there yet are made.
///
/// # Errors
/// The database refuses.
pub(super) fn add_tallies(conn: &mut DbConn, own: &Tallies, above: &Above) -> QueryResult<()> {
    days::add_scores(conn, &own.days)?;
    months::add_scores(conn, &own.months)?;
    days::add_turnout(conn, &own.turnout_days)?;
    months::add_turnout(conn, &own.turnout_months)?;
    let areas = own.of_areas(above);
    area_days::add_scores(conn, &areas.days)?;
    area_months::add_scores(conn, &areas.months)?;
    area_days::add_turnout(conn, &areas.turnout_days)?;
    area_months::add_turnout(conn, &areas.turnout_months)
}

/// Adds the counts of suspect ballots, by month alone.
///
/// # Errors
/// The database refuses.
pub(super) fn add_suspect_tallies(
    conn: &mut DbConn,
    own: &Tallies,
    above: &Above,
) -> QueryResult<()> {
    suspect_months::add_scores(conn, &own.months)?;
    suspect_months::add_turnout(conn, &own.turnout_months)?;
    let areas = own.of_areas(above);
    area_suspect_months::add_scores(conn, &areas.months)?;
    area_suspect_months::add_turnout(conn, &areas.turnout_months)
}

/// All tallies as they are stored.
///
/// # Errors
/// The database refuses.
pub fn list_tallies(conn: &mut DbConn, of: Of) -> QueryResult<Tallies> {
    Ok(match of {
        Of::Units => Tallies {
            days: days::list_scores(conn)?,
            months: months::list_scores(conn)?,
            turnout_days: days::list_turnout(conn)?,
            turnout_months: months::list_turnout(conn)?,
        },
        Of::Areas => Tallies {
            days: area_days::list_scores(conn)?,
            months: area_months::list_scores(conn)?,
            turnout_days: area_days::list_turnout(conn)?,
            turnout_months: area_months::list_turnout(conn)?,
        },
    })
}

/// The tallies of suspect ballots as they are stored; they have no days.
///
/// # Errors
/// The database refuses.
pub fn list_suspect_tallies(conn: &mut DbConn, of: Of) -> QueryResult<Tallies> {
    let (months, turnout_months) = match of {
        Of::Units => (
            suspect_months::list_scores(conn)?,
            suspect_months::list_turnout(conn)?,
        ),
        Of::Areas => (
            area_suspect_months::list_scores(conn)?,
            area_suspect_months::list_turnout(conn)?,
        ),
    };
    Ok(Tallies {
        months,
        turnout_months,
        ..Tallies::default()
    })
}
