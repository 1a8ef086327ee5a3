//! The counts by counter, field, hour and reason, of units by themselves and of all below others: adding a batch's, reading
//! all back.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::accept::ROWS;
use super::tallies::Of;
use crate::db::DbConn;
use crate::on_each;
use crate::survey::areas::Above;
use crate::survey::breakdown::{Breakdowns, PartKey, ReasonKey};
use crate::survey::questionnaire::Dimension;

/// Both differ in the names of their tables; the statements are the same.
macro_rules! parts_of {
    ($module:ident, $parts:ident, $reasons:ident) => {
        mod $module {
            use super::*;
            use crate::db::schema::{$parts, $reasons};

            #[derive(Insertable)]
            #[diesel(table_name = $parts, treat_none_as_default_value = false)]
            struct NewPart<'a> {
                unit_id: i64,
                month: NaiveDate,
                channel: &'static str,
                facet: &'static str,
                value: &'a str,
                questionnaire_id: i64,
                measure: &'static str,
                persons: i32,
                satisfied: i32,
                answers: i32,
            }

            #[derive(Insertable)]
            #[diesel(table_name = $reasons, treat_none_as_default_value = false)]
            struct NewReason<'a> {
                unit_id: i64,
                month: NaiveDate,
                channel: &'static str,
                reason: &'a str,
                ballots: i32,
            }

            pub(super) fn add(conn: &mut DbConn, breakdowns: &Breakdowns) -> QueryResult<()> {
                let parts: Vec<_> = breakdowns.parts.iter().map(new_part).collect();
                for chunk in parts.chunks(ROWS) {
                    on_each!(conn, |c| diesel::insert_into($parts::table)
                        .values(chunk)
                        .on_conflict((
                            $parts::unit_id,
                            $parts::month,
                            $parts::facet,
                            $parts::channel,
                            $parts::value,
                            $parts::questionnaire_id,
                            $parts::measure,
                        ))
                        .do_update()
                        .set((
                            $parts::persons.eq($parts::persons + excluded($parts::persons)),
                            $parts::satisfied.eq($parts::satisfied + excluded($parts::satisfied)),
                            $parts::answers.eq($parts::answers + excluded($parts::answers)),
                        ))
                        .execute(c))?;
                }
                let reasons: Vec<_> = breakdowns.reasons.iter().map(new_reason).collect();
                for chunk in reasons.chunks(ROWS) {
                    on_each!(conn, |c| diesel::insert_into($reasons::table)
                        .values(chunk)
                        .on_conflict((
                            $reasons::unit_id,
                            $reasons::month,
                            $reasons::channel,
                            $reasons::reason,
                        ))
                        .do_update()
                        .set($reasons::ballots.eq($reasons::ballots + excluded($reasons::ballots)))
                        .execute(c))?;
                }
                Ok(())
            }

            fn new_part<'a>((key, counts): (&'a PartKey, &[i32; 3])) -> NewPart<'a> {
                let [persons, satisfied, answers] = *counts;
                NewPart {
                    unit_id: key.unit_id,
                    month: key.month,
                    channel: key.channel.as_str(),
                    facet: key.facet.as_str(),
                    value: &key.value,
                    questionnaire_id: key.questionnaire_id,
                    measure: key.measure,
                    persons,
                    satisfied,
                    answers,
                }
            }

            fn new_reason<'a>((key, ballots): (&'a ReasonKey, &i32)) -> NewReason<'a> {
                NewReason {
                    unit_id: key.unit_id,
                    month: key.month,
                    channel: key.channel.as_str(),
                    reason: &key.reason,
                    ballots: *ballots,
                }
            }

            pub(super) fn list(conn: &mut DbConn) -> QueryResult<Breakdowns> {
                type Part = (
                    i64,
                    NaiveDate,
                    String,
                    String,
                    String,
                    i64,
                    String,
                    i32,
                    i32,
                    i32,
                );
                let parts: Vec<Part> = $parts::table.load(conn)?;
                let part = |(
                    unit_id,
                    month,
                    channel,
                    facet,
                    value,
                    questionnaire_id,
                    measure,
                    persons,
                    satisfied,
                    answers,
                ): Part| {
                    let key = PartKey {
                        unit_id,
                        month,
                        facet: facet.parse().ok()?,
                        channel: channel.parse().ok()?,
                        value,
                        questionnaire_id,
                        measure: measure.parse().map_or("overall", Dimension::as_str),
                    };
                    Some((key, [persons, satisfied, answers]))
                };
                let reasons: Vec<(i64, NaiveDate, String, String, i32)> =
                    $reasons::table.load(conn)?;
                let reason = |(unit_id, month, channel, reason, ballots): (_, _, String, _, _)| {
                    let key = ReasonKey {
                        unit_id,
                        month,
                        channel: channel.parse().ok()?,
                        reason,
                    };
                    Some((key, ballots))
                };
                Ok(Breakdowns {
                    parts: parts.into_iter().filter_map(part).collect(),
                    reasons: reasons.into_iter().filter_map(reason).collect(),
                })
            }
        }
    };
}

parts_of!(units, breakdown_months, reason_months);
parts_of!(areas, area_breakdown_months, area_reason_months);

/// Adds the counts of units, and of those above them; rows that are not there yet are made.
///
/// # Errors
/// The database refuses.
pub(super) fn add_breakdowns(
    conn: &mut DbConn,
    own: &Breakdowns,
    above: &Above,
) -> QueryResult<()> {
    units::add(conn, own)?;
    areas::add(conn, &own.of_areas(above))
}

/// All counts as they are stored.
///
/// # Errors
/// The database refuses.
pub fn list_breakdowns(conn: &mut DbConn, of: Of) -> QueryResult<Breakdowns> {
    match of {
        Of::Units => units::list(conn),
        Of::Areas => areas::list(conn),
    }
}
