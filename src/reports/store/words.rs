//! Where a unit's reports end, and what each says beside its figures.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{report_rules, report_words};
use crate::indices::{Cutoff, Period};
use crate::on_each;
use crate::reports::words::Words;

/// Of which unit, year and period.
pub type Which = (i64, i32, Period);

/// Where a unit's reports end.
///
/// # Errors
/// The database refuses.
pub fn find_cutoff(conn: &mut DbConn, unit_id: i64) -> QueryResult<Cutoff> {
    let word: Option<String> = report_rules::table
        .find(unit_id)
        .select(report_rules::cutoff)
        .first(conn)
        .optional()?;
    Ok(word.and_then(|word| word.parse().ok()).unwrap_or_default())
}

/// Sets it.
///
/// # Errors
/// The database refuses.
pub fn replace_cutoff(conn: &mut DbConn, unit_id: i64, cutoff: Cutoff) -> QueryResult<()> {
    on_each!(conn, |c| diesel::insert_into(report_rules::table)
        .values((
            report_rules::unit_id.eq(unit_id),
            report_rules::cutoff.eq(cutoff.as_str()),
        ))
        .on_conflict(report_rules::unit_id)
        .do_update()
        .set(report_rules::cutoff.eq(cutoff.as_str()))
        .execute(c))?;
    Ok(())
}

/// What a report says, if somebody wrote anything.
///
/// # Errors
/// The database refuses.
pub fn find_words(conn: &mut DbConn, (unit, year, period): Which) -> QueryResult<Option<Words>> {
    report_words::table
        .find((unit, year, period.as_str()))
        .select(Words::as_select())
        .first(conn)
        .optional()
}

/// What the last report of a unit said that has anything.
///
/// # Errors
/// The database refuses.
pub fn latest_words(conn: &mut DbConn, unit_id: i64) -> QueryResult<Option<Words>> {
    report_words::table
        .filter(report_words::unit_id.eq(unit_id))
        .order((
            report_words::year.desc(),
            report_words::signed_on.desc(),
            report_words::period,
        ))
        .select(Words::as_select())
        .first(conn)
        .optional()
}

/// Keeps what a report says; whether it was still as it was seen.
///
/// # Errors
/// The database refuses.
pub fn save_words(
    conn: &mut DbConn,
    (unit, year, period): Which,
    words: &Words,
) -> QueryResult<bool> {
    let content = (
        report_words::number.eq(&words.number),
        report_words::signed_on.eq(words.signed_on),
        report_words::recipient.eq(&words.recipient),
        report_words::causes.eq(&words.causes),
        report_words::remedies.eq(&words.remedies),
        report_words::copies.eq(&words.copies),
        report_words::capacity.eq(&words.capacity),
        report_words::signer.eq(&words.signer),
        report_words::version.eq(words.version.saturating_add(1)),
    );
    let key = (unit, year, period.as_str());
    let changed = diesel::update(report_words::table.find(key))
        .filter(report_words::version.eq(words.version))
        .set(content)
        .execute(conn)?;
    if changed == 1 || words.version > 0 {
        return Ok(changed == 1);
    }
    let key = (
        report_words::unit_id.eq(unit),
        report_words::year.eq(year),
        report_words::period.eq(period.as_str()),
    );
    let added = on_each!(conn, |c| diesel::insert_into(report_words::table)
        .values((key, content))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added == 1)
}
