//! Adding a batch's counts to the tallies of its days and months.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::DbConn;
use crate::on_each;
use crate::survey::tally::Tallies;

/// Rows in one statement at most.
const ROWS: usize = 1000;

/// The two grains differ in the name of one column; the statements are the same.
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
                    .map(|(key, &[ballots, partial])| NewTurnout {
                        unit_id: key.unit_id,
                        $period: key.period,
                        channel: key.channel.as_str(),
                        questionnaire_id: key.questionnaire_id,
                        ballots,
                        partial,
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
            type TurnoutRow = (i64, NaiveDate, String, i64, i32, i32);

            pub(in crate::survey::store) fn list_scores(
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

            pub(in crate::survey::store) fn list_turnout(
                conn: &mut DbConn,
            ) -> QueryResult<BTreeMap<TallyKey, BallotCounts>> {
                let rows: Vec<TurnoutRow> = $turnout::table.load(conn)?;
                let key =
                    |(unit_id, period, channel, questionnaire_id, ballots, partial): TurnoutRow| {
                        let channel = channel.parse().ok()?;
                        let criterion = String::new();
                        let key = TallyKey {
                            unit_id,
                            period,
                            channel,
                            questionnaire_id,
                            criterion,
                        };
                        Some((key, [ballots, partial]))
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

/// Adds the counts; rows that are not there yet are made.
///
/// # Errors
/// The database refuses.
pub(super) fn add_tallies(conn: &mut DbConn, tallies: &Tallies) -> QueryResult<()> {
    days::add_scores(conn, &tallies.days)?;
    months::add_scores(conn, &tallies.months)?;
    days::add_turnout(conn, &tallies.turnout_days)?;
    months::add_turnout(conn, &tallies.turnout_months)
}

/// Adds the counts of suspect ballots, by month alone.
///
/// # Errors
/// The database refuses.
pub(super) fn add_suspect_tallies(conn: &mut DbConn, tallies: &Tallies) -> QueryResult<()> {
    suspect_months::add_scores(conn, &tallies.months)?;
    suspect_months::add_turnout(conn, &tallies.turnout_months)
}
