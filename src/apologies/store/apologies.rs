//! One apology: drafted, changed, issued, handed over.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::apologies::apology::{Apology, HandedWay, Kind, State};
use crate::apologies::form::Draft;
use crate::db::DbConn;
use crate::db::schema::{apologies, dossier_applications, units};
use crate::dossiers::Dossier;
use crate::on_each;
use crate::units::Scope;

/// Takes a draft in, for the leader to approve. Nothing is kept, and nothing returned, if the dossier has one of this
/// kind already: the database holds that there is one.
///
/// # Errors
/// The database refuses.
pub fn insert_apology(
    conn: &mut DbConn,
    dossier: &Dossier,
    draft: &Draft,
    (by, now): (i64, NaiveDateTime),
) -> QueryResult<Option<i64>> {
    let row = (
        apologies::unit_id.eq(dossier.unit_id),
        apologies::dossier_id.eq(dossier.id),
        apologies::kind.eq(draft.kind.as_str()),
        apologies::state.eq(State::Waiting.as_str()),
        apologies::reason.eq(draft.reason.as_str()),
        apologies::words.eq(&draft.words),
        apologies::remedy.eq(&draft.remedy),
        apologies::old_due_at.eq(draft.old_due_at),
        apologies::new_due_at.eq(draft.new_due_at),
        apologies::drafted_by.eq(by),
        apologies::drafted_at.eq(now),
    );
    on_each!(conn, |c| diesel::insert_into(apologies::table)
        .values(&row)
        .on_conflict_do_nothing()
        .returning(apologies::id)
        .get_result(c)
        .optional())
}

/// Puts another draft in the place of one that has no number, or gives it up. False if somebody changed it meanwhile.
///
/// # Errors
/// The database refuses.
pub fn change_apology(
    conn: &mut DbConn,
    before: &Apology,
    state: State,
    draft: Option<&Draft>,
    note: &str,
) -> QueryResult<bool> {
    let held = apologies::table
        .find(before.id)
        .filter(apologies::version.eq(before.version))
        .filter(apologies::number.is_null());
    let changed = diesel::update(held)
        .set((
            apologies::version.eq(before.version + 1),
            apologies::state.eq(state.as_str()),
            apologies::return_note.eq(note),
        ))
        .execute(conn)?;
    if let (1, Some(draft)) = (changed, draft) {
        diesel::update(apologies::table.find(before.id))
            .set((
                apologies::reason.eq(draft.reason.as_str()),
                apologies::words.eq(&draft.words),
                apologies::remedy.eq(&draft.remedy),
                apologies::old_due_at.eq(draft.old_due_at),
                apologies::new_due_at.eq(draft.new_due_at),
            ))
            .execute(conn)?;
    }
    Ok(changed == 1)
}

/// What an apology bears once it is issued.
pub struct Issue<'a> {
    /// Who approved it.
    pub by: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// The year of the series.
    pub year: i32,
    /// The number in it.
    pub number: i32,
    /// JSON of the letter.
    pub letter: &'a str,
}

/// Holds an apology that waits for the rest of the transaction, if it still is as it was read.
///
/// # Errors
/// The database refuses.
pub fn hold_apology(conn: &mut DbConn, apology: &Apology) -> QueryResult<bool> {
    let held = apologies::table
        .find(apology.id)
        .filter(apologies::version.eq(apology.version))
        .filter(apologies::state.eq(State::Waiting.as_str()));
    let held = diesel::update(held)
        .set(apologies::version.eq(apology.version))
        .execute(conn)?;
    Ok(held == 1)
}

/// Gives an apology that is held its number.
///
/// # Errors
/// The database refuses.
pub fn mark_issued(conn: &mut DbConn, held: &Apology, issue: &Issue<'_>) -> QueryResult<()> {
    diesel::update(apologies::table.find(held.id))
        .set((
            apologies::version.eq(held.version + 1),
            apologies::state.eq(State::Issued.as_str()),
            apologies::approved_by.eq(issue.by),
            apologies::issued_at.eq(issue.at),
            apologies::year.eq(issue.year),
            apologies::number.eq(issue.number),
            apologies::letter.eq(issue.letter),
        ))
        .execute(conn)?;
    Ok(())
}

/// How an apology reached the applicant.
pub struct HandOver<'a> {
    /// Who handed it over.
    pub by: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// How.
    pub way: HandedWay,
    /// To whom, by which parcel.
    pub note: &'a str,
}

/// Notes that an issued apology reached the applicant. False if somebody noted it before.
///
/// # Errors
/// The database refuses.
pub fn mark_handed_over(
    conn: &mut DbConn,
    before: &Apology,
    hand_over: &HandOver<'_>,
) -> QueryResult<bool> {
    let held = apologies::table
        .find(before.id)
        .filter(apologies::version.eq(before.version))
        .filter(apologies::state.eq(State::Issued.as_str()));
    let changed = diesel::update(held)
        .set((
            apologies::version.eq(before.version + 1),
            apologies::state.eq(State::HandedOver.as_str()),
            apologies::handed_at.eq(hand_over.at),
            apologies::handed_by.eq(hand_over.by),
            apologies::handed_way.eq(hand_over.way.as_str()),
            apologies::handed_note.eq(hand_over.note),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// An apology that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_apology(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Apology>> {
    apologies::table
        .inner_join(units::table)
        .filter(apologies::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .select(Apology::as_select())
        .first(conn)
        .optional()
}

/// An apology of a kind that a dossier has and that bears no number yet.
///
/// # Errors
/// The database refuses.
pub fn find_at_work(conn: &mut DbConn, dossier: &Dossier, kind: Kind) -> QueryResult<Option<i64>> {
    apologies::table
        .filter(apologies::dossier_id.eq(dossier.id))
        .filter(apologies::kind.eq(kind.as_str()))
        .filter(apologies::state.eq_any([State::Waiting.as_str(), State::Returned.as_str()]))
        .select(apologies::id)
        .first(conn)
        .optional()
}

/// The one apology of a kind that a dossier has, unless it was given up.
///
/// # Errors
/// The database refuses.
pub fn find_id_of(conn: &mut DbConn, dossier: &Dossier, kind: Kind) -> QueryResult<Option<i64>> {
    apologies::table
        .filter(apologies::dossier_id.eq(dossier.id))
        .filter(apologies::kind.eq(kind.as_str()))
        .filter(apologies::state.ne(State::Withdrawn.as_str()))
        .order(apologies::id.desc())
        .select(apologies::id)
        .first(conn)
        .optional()
}

/// Every apology of a dossier, oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_apologies_of(conn: &mut DbConn, dossier: &Dossier) -> QueryResult<Vec<Apology>> {
    apologies::table
        .filter(apologies::dossier_id.eq(dossier.id))
        .order(apologies::id)
        .select(Apology::as_select())
        .load(conn)
}

/// Apologies that still tell of an applicant who was erased by rule; so many at most.
///
/// # Errors
/// The database refuses.
pub fn list_forgotten(conn: &mut DbConn, at_most: i64) -> QueryResult<Vec<i64>> {
    apologies::table
        .left_join(
            dossier_applications::table
                .on(dossier_applications::dossier_id.eq(apologies::dossier_id)),
        )
        .filter(
            apologies::letter
                .ne("")
                .or(apologies::handed_note.ne(""))
                .or(apologies::words.ne(""))
                .or(apologies::remedy.ne("")),
        )
        .filter(dossier_applications::dossier_id.nullable().is_null())
        .limit(at_most)
        .select(apologies::id)
        .load(conn)
}

/// Empties letters, own words and to whom they were given; the register keeps everything else of them.
///
/// # Errors
/// The database refuses.
pub fn erase_letters(conn: &mut DbConn, ids: &[i64]) -> QueryResult<()> {
    diesel::update(apologies::table.filter(apologies::id.eq_any(ids)))
        .set((
            apologies::letter.eq(""),
            apologies::handed_note.eq(""),
            apologies::words.eq(""),
            apologies::remedy.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}
