//! One case: taking it in, finding it, changing it.

use diesel::prelude::*;

use super::contacts::{Contact, insert_contact};
use super::events::{Entry, insert_event};
use super::tallies::move_tallies;
use super::words::index_case;
use crate::complaints::case::Case;
use crate::complaints::sight::Sight;
use crate::db::DbConn;
use crate::db::schema::{complaint_officers, complaints, units};
use crate::on_each;

/// Which cases a person may see: of the units below, confined ones as their keeper only, none that names them.
macro_rules! seen_by {
    ($sight:expr) => {{
        let sight: &$crate::complaints::sight::Sight = $sight;
        // Under a name of its own: the query around may ask for units as well.
        let seen = diesel::alias!($crate::db::schema::units as seen_units);
        let units_seen = seen
            .filter(
                seen.field($crate::db::schema::units::path)
                    .like(sight.scope.pattern()),
            )
            .select(seen.field($crate::db::schema::units::id));
        $crate::db::schema::complaints::unit_id
            .eq_any(units_seen)
            .and($crate::complaints::store::not_hidden!(sight))
    }};
}

/// The same, asked of one case after another: where something better than the unit leads to the cases, such as a walk
/// from the newest on, which a list of units would turn into a sort of everything.
macro_rules! seen_on_a_walk_by {
    ($sight:expr) => {{
        let sight: &$crate::complaints::sight::Sight = $sight;
        let seen = diesel::alias!($crate::db::schema::units as seen_units);
        let unit_seen = seen
            .filter(
                seen.field($crate::db::schema::units::id)
                    .eq($crate::db::schema::complaints::unit_id),
            )
            .filter(
                seen.field($crate::db::schema::units::path)
                    .like(sight.scope.pattern()),
            );
        diesel::dsl::exists(unit_seen).and($crate::complaints::store::not_hidden!(sight))
    }};
}

/// Confined cases are seen by their keeper alone, and none by whom it names.
macro_rules! not_hidden {
    ($sight:expr) => {{
        // Looked up once, not for each case: there are few.
        let names = $crate::db::schema::complaint_officers::table
            .filter($crate::db::schema::complaint_officers::account_id.eq($sight.account_id))
            .select($crate::db::schema::complaint_officers::complaint_id);
        let keeps = $crate::db::schema::complaints::keeper_id
            .assume_not_null()
            .eq($sight.account_id);
        $crate::db::schema::complaints::confined
            .eq(false)
            .or(keeps)
            .and($crate::db::schema::complaints::id.ne_all(names))
    }};
}
pub(in crate::complaints) use not_hidden;
pub(in crate::complaints) use {seen_by, seen_on_a_walk_by};

/// What a case is made from.
pub struct NewCase<'a> {
    /// Made by the sender, the same on every retry.
    pub public_id: &'a [u8],
    /// Language it was given in.
    pub lang: &'a str,
    /// Everything else of it; number and version are given by the register.
    pub case: &'a Case,
    /// How to reach whoever complained.
    pub contact: &'a Contact,
}

/// Whether a change was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It was.
    Done,
    /// Somebody else changed the case in between: nothing was kept.
    Stale,
}

/// Takes a case in, with its words, counts and first line of history; one that is there already stays as it is.
/// Returns it, and whether it is new.
///
/// # Errors
/// The database refuses.
pub fn insert_case(
    conn: &mut DbConn,
    new: &NewCase<'_>,
    entry: &Entry<'_>,
) -> QueryResult<(Case, bool)> {
    let case = new.case;
    let row = (
        (
            complaints::public_id.eq(new.public_id),
            complaints::unit_id.eq(case.unit_id),
            complaints::counter_id.eq(case.counter_id),
            complaints::channel.eq(case.way.as_str()),
            complaints::lang.eq(new.lang),
            complaints::text.eq(&case.text),
            complaints::created_at.eq(case.created_at),
            complaints::received_at.eq(case.received_at),
            complaints::recorded_by.eq(case.recorded_by),
            complaints::state.eq(case.state.as_str()),
            complaints::proposed.eq(case.proposed.as_str()),
        ),
        (
            complaints::class.eq(case.class().map(|class| class.as_str())),
            complaints::dimension.eq(case.dimension_word()),
            complaints::field.eq(&case.field),
            complaints::dossier.eq(&case.dossier),
            complaints::confined.eq(case.confined),
            complaints::keeper_id.eq(case.keeper_id),
            complaints::acknowledge_by.eq(case.acknowledge_by),
            complaints::due.eq(case.due),
            complaints::acknowledged_on.eq(case.acknowledged_on),
            complaints::counted_from.eq(case.counted_from),
            complaints::days.eq(case.days),
            complaints::parent_id.eq(case.parent_id),
        ),
    );
    let inserted = on_each!(conn, |c| diesel::insert_into(complaints::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    let stored: Case = complaints::table
        .filter(complaints::public_id.eq(new.public_id))
        .select(Case::as_select())
        .first(conn)?;
    if inserted == 0 {
        return Ok((stored, false));
    }
    insert_contact(conn, stored.id, new.contact)?;
    index_case(conn, &stored, &new.contact.name)?;
    move_tallies(conn, None, &stored)?;
    insert_event(conn, &stored, entry)?;
    Ok((stored, true))
}

/// Keeps a changed case, unless somebody else changed it since `before` was read. Its counts and its history move
/// with it.
///
/// # Errors
/// The database refuses.
pub fn save_case(
    conn: &mut DbConn,
    before: &Case,
    after: &Case,
    entry: &Entry<'_>,
) -> QueryResult<Saved> {
    let kept = diesel::update(complaints::table.find(before.id))
        .filter(complaints::version.eq(before.version))
        .set((
            (
                complaints::version.eq(before.version + 1),
                complaints::state.eq(after.state.as_str()),
                complaints::class.eq(after.class().map(|class| class.as_str())),
                complaints::dimension.eq(after.dimension_word()),
                complaints::field.eq(&after.field),
                complaints::dossier.eq(&after.dossier),
                complaints::assignee_id.eq(after.assignee_id),
                complaints::confined.eq(after.confined),
                complaints::keeper_id.eq(after.keeper_id),
                complaints::acknowledge_by.eq(after.acknowledge_by),
                complaints::due.eq(after.due),
            ),
            (
                complaints::counted_from.eq(after.counted_from),
                complaints::days.eq(after.days),
                complaints::paused_on.eq(after.paused_on),
                complaints::acknowledged_on.eq(after.acknowledged_on),
                complaints::done_on.eq(after.done_on),
                complaints::late.eq(after.late),
                complaints::reopened.eq(after.reopened),
                complaints::score.eq(after.score),
                complaints::twin_id.eq(after.twin_id),
            ),
        ))
        .execute(conn)?;
    if kept == 0 {
        return Ok(Saved::Stale);
    }
    move_tallies(conn, Some(before), after)?;
    insert_event(conn, after, entry)?;
    Ok(Saved::Done)
}

/// Holds a case for the rest of the transaction, if it still is as it was read: what is done beside it is done to this
/// version and no other.
///
/// # Errors
/// The database refuses.
pub fn hold_case(conn: &mut DbConn, case: &Case) -> QueryResult<bool> {
    let held = diesel::update(complaints::table.find(case.id))
        .filter(complaints::version.eq(case.version))
        .set(complaints::version.eq(case.version))
        .execute(conn)?;
    Ok(held > 0)
}

/// A case that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_case(conn: &mut DbConn, sight: &Sight, id: i64) -> QueryResult<Option<Case>> {
    complaints::table
        .filter(complaints::id.eq(id))
        .filter(seen_by!(sight))
        .select(Case::as_select())
        .first(conn)
        .optional()
}

/// A case of these units that the viewer is kept out of because they are named, and whether the case itself names them.
///
/// # Errors
/// The database refuses.
pub fn find_case_against(
    conn: &mut DbConn,
    sight: &Sight,
    id: i64,
) -> QueryResult<Option<(Case, bool)>> {
    complaints::table
        .inner_join(units::table)
        .inner_join(complaint_officers::table)
        .filter(complaints::id.eq(id))
        .filter(units::path.like(sight.scope.pattern()))
        .filter(complaint_officers::account_id.eq(sight.account_id))
        .select((Case::as_select(), complaint_officers::silent.eq(false)))
        .first(conn)
        .optional()
}
