//! Dossiers as one-stop software reports them: many looked up, taken in or changed at once.

mod rows;

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::connection::SimpleConnection;
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::upsert::excluded;

use super::events::Entry;
use super::tallies::{Moves, move_tallies};
use crate::db::DbConn;
use crate::db::schema::{dossier_applications, dossier_events, dossier_sources, dossiers};
use crate::dossiers::dossier::{Application, Dossier};
use crate::dossiers::state::Step;
use crate::on_each;
use rows::{ApplicationRow, DossierRow, EventRow, SourceRow};

/// A dossier that is kept.
pub struct Kept {
    /// The dossier.
    pub dossier: Dossier,
    /// Its application, unless erased.
    pub application: Option<Application>,
    /// What was said of it last (JSON).
    pub said: Option<String>,
    /// When somebody stopped its clock last or let it go on, UTC.
    pub moved_at: Option<NaiveDateTime>,
}

/// A dossier to be taken in.
pub struct NewReported {
    /// The dossier.
    pub dossier: Dossier,
    /// Who handed it in.
    pub application: Application,
    /// What was said of it (JSON).
    pub said: String,
}

/// A dossier that is changed.
pub struct ChangedReported {
    /// As it was read.
    pub before: Dossier,
    /// As it is now.
    pub after: Dossier,
    /// Who handed it in, if that changed.
    pub application: Option<Application>,
    /// What is said of it now (JSON).
    pub said: String,
    /// Its line of history.
    pub note: String,
}

/// Lets PostgreSQL see what dossiers there are by now. It plans by what it saw last: by an empty table it reads all of a
/// unit's dossiers for each thousand of a large first file. Whoever imports at the same time does not wait for that.
///
/// # Errors
/// The database refuses.
pub fn refresh_plans(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Postgres(conn) => conn.batch_execute("ANALYZE (SKIP_LOCKED) dossiers"),
        DbConn::Sqlite(_) => Ok(()),
    }
}

/// The dossiers of a unit with these codes, at most a thousand, by code.
///
/// # Errors
/// The database refuses.
pub fn find_reported(
    conn: &mut DbConn,
    unit_id: i64,
    codes: &[&str],
) -> QueryResult<HashMap<String, Kept>> {
    let found: Vec<(Dossier, Option<Application>, Option<String>)> = dossiers::table
        .left_join(dossier_applications::table)
        .left_join(dossier_sources::table)
        .filter(dossiers::unit_id.eq(unit_id))
        .filter(dossiers::code.eq_any(codes))
        .select((
            Dossier::as_select(),
            Option::<Application>::as_select(),
            dossier_sources::said.nullable(),
        ))
        .load(conn)?;
    let ids: Vec<i64> = found.iter().map(|(dossier, ..)| dossier.id).collect();
    let mut moved = find_moved(conn, &ids)?;
    let by_code = found.into_iter().map(|(dossier, application, said)| {
        let kept = Kept {
            moved_at: moved.remove(&dossier.id),
            dossier,
            application,
            said,
        };
        (kept.dossier.code.clone(), kept)
    });
    Ok(by_code.collect())
}

/// When the clocks of dossiers were stopped last or let go on by somebody, as it was written down.
fn find_moved(conn: &mut DbConn, ids: &[i64]) -> QueryResult<HashMap<i64, NaiveDateTime>> {
    let moved: Vec<(i64, Option<NaiveDateTime>)> = dossier_events::table
        .filter(dossier_events::dossier_id.eq_any(ids))
        .filter(dossier_events::action.eq_any(Step::CLOCK.map(Step::as_str)))
        .group_by(dossier_events::dossier_id)
        .select((dossier_events::dossier_id, max(dossier_events::noted_at)))
        .load(conn)?;
    let moved = moved.into_iter().filter_map(|(id, at)| Some((id, at?)));
    Ok(moved.collect())
}

/// Keeps what was said of dossiers that do not change (JSON), by row, at most a thousand.
///
/// # Errors
/// The database refuses.
pub fn note_said(conn: &mut DbConn, words: &[(i64, String)]) -> QueryResult<()> {
    let rows = words.iter().map(|(dossier_id, said)| SourceRow {
        dossier_id: *dossier_id,
        said,
    });
    replace_sources(conn, &rows.collect::<Vec<_>>())
}

fn replace_sources(conn: &mut DbConn, rows: &[SourceRow<'_>]) -> QueryResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    on_each!(conn, |c| diesel::insert_into(dossier_sources::table)
        .values(rows)
        .on_conflict(dossier_sources::dossier_id)
        .do_update()
        .set(dossier_sources::said.eq(excluded(dossier_sources::said)))
        .execute(c))?;
    Ok(())
}

/// Takes dossiers in that are not there, at most a thousand, each with its first line of history
/// and its counts.
///
/// # Errors
/// The database refuses, or somebody took one of them in meanwhile: the transaction is to be undone then.
pub fn insert_reported(
    conn: &mut DbConn,
    new: &[NewReported],
    entry: &Entry<'_>,
) -> QueryResult<()> {
    let Some(first) = new.first() else {
        return Ok(());
    };
    let rows: Vec<_> = new
        .iter()
        .map(|one| DossierRow::of(&one.dossier, one.dossier.version))
        .collect();
    let stored = on_each!(conn, |c| diesel::insert_into(dossiers::table)
        .values(&rows)
        .on_conflict((dossiers::unit_id, dossiers::code))
        .do_nothing()
        .execute(c))?;
    if stored < new.len() {
        return Err(Error::RollbackTransaction);
    }
    let codes: Vec<&str> = new.iter().map(|one| one.dossier.code.as_str()).collect();
    let ids: Vec<(String, i64)> = dossiers::table
        .filter(dossiers::unit_id.eq(first.dossier.unit_id))
        .filter(dossiers::code.eq_any(codes))
        .select((dossiers::code, dossiers::id))
        .load(conn)?;
    let ids: HashMap<String, i64> = ids.into_iter().collect();
    insert_beside(conn, new, &ids, entry)?;
    let mut moves = Moves::default();
    for one in new {
        moves.note(None, &one.dossier);
    }
    move_tallies(conn, &moves)
}

fn insert_beside(
    conn: &mut DbConn,
    new: &[NewReported],
    ids: &HashMap<String, i64>,
    entry: &Entry<'_>,
) -> QueryResult<()> {
    let placed: Vec<(i64, &NewReported)> = new
        .iter()
        .filter_map(|one| Some((*ids.get(&one.dossier.code)?, one)))
        .collect();
    let applications: Vec<_> = placed
        .iter()
        .map(|(id, one)| ApplicationRow::of(*id, &one.application))
        .collect();
    let events: Vec<_> = placed
        .iter()
        .map(|(id, one)| {
            let at = one.dossier.received_at;
            EventRow::of(*id, &Entry { at, ..*entry })
        })
        .collect();
    let sources: Vec<_> = placed
        .iter()
        .map(|(dossier_id, one)| SourceRow {
            dossier_id: *dossier_id,
            said: &one.said,
        })
        .collect();
    on_each!(conn, |c| {
        diesel::insert_into(dossier_applications::table)
            .values(&applications)
            .execute(c)?;
        diesel::insert_into(dossier_events::table)
            .values(&events)
            .execute(c)?;
        diesel::insert_into(dossier_sources::table)
            .values(&sources)
            .execute(c)
    })?;
    Ok(())
}

/// Keeps changes of dossiers that are there, at most a thousand and each of another one, with what is said of them now,
/// their lines of history and their counts. `entry` lacks its note: each has its own.
///
/// # Errors
/// The database refuses, or somebody changed one of them meanwhile: the transaction is to be undone then.
pub fn update_reported(
    conn: &mut DbConn,
    changed: &[ChangedReported],
    entry: &Entry<'_>,
) -> QueryResult<()> {
    if changed.is_empty() {
        return Ok(());
    }
    if !hold_as_read(conn, changed)? {
        return Err(Error::RollbackTransaction);
    }
    replace_dossiers(conn, changed)?;
    replace_applications(conn, changed)?;
    let events: Vec<_> = changed
        .iter()
        .map(|one| {
            let note = &*one.note;
            EventRow::of(one.before.id, &Entry { note, ..*entry })
        })
        .collect();
    let sources: Vec<_> = changed
        .iter()
        .map(|one| SourceRow {
            dossier_id: one.before.id,
            said: &one.said,
        })
        .collect();
    on_each!(conn, |c| diesel::insert_into(dossier_events::table)
        .values(&events)
        .execute(c))?;
    replace_sources(conn, &sources)?;
    let mut moves = Moves::default();
    for one in changed {
        moves.note(Some(&one.before), &one.after);
    }
    move_tallies(conn, &moves)
}

/// Holds them for the rest of the transaction, and says whether all still are as they were read.
fn hold_as_read(conn: &mut DbConn, changed: &[ChangedReported]) -> QueryResult<bool> {
    let ids = changed.iter().map(|one| one.before.id);
    let query = dossiers::table
        .filter(dossiers::id.eq_any(ids))
        .select((dossiers::id, dossiers::version));
    let versions: Vec<(i64, i64)> = match conn {
        DbConn::Postgres(conn) => query.for_update().load(conn)?,
        // Whoever may write there writes alone.
        DbConn::Sqlite(conn) => query.load(conn)?,
    };
    let versions: HashMap<i64, i64> = versions.into_iter().collect();
    let is_as_read =
        |one: &ChangedReported| versions.get(&one.before.id) == Some(&one.before.version);
    Ok(changed.iter().all(is_as_read))
}

fn replace_dossiers(conn: &mut DbConn, changed: &[ChangedReported]) -> QueryResult<()> {
    let rows: Vec<_> = changed
        .iter()
        .map(|one| DossierRow::of(&one.after, one.before.version + 1))
        .collect();
    macro_rules! anew {
        ($($column:ident),*) => { ($(dossiers::$column.eq(excluded(dossiers::$column))),*) };
    }
    on_each!(conn, |c| diesel::insert_into(dossiers::table)
        .values(&rows)
        .on_conflict((dossiers::unit_id, dossiers::code))
        .do_update()
        .set((
            anew!(
                version,
                procedure_id,
                procedure_name,
                field,
                officer_id,
                officer_name,
                way,
                state,
                received_at,
                limit_n,
                limit_unit,
                counted_from,
                first_due_at,
                due_at
            ),
            anew!(
                stopped_at,
                ended_at,
                returned_at,
                days_late,
                timing,
                supplements,
                contacts,
                agencies,
                errors_owed,
                error_at,
                apologised_on,
                apologised_again_on,
                owed_from
            ),
        ))
        .execute(c))?;
    Ok(())
}

fn replace_applications(conn: &mut DbConn, changed: &[ChangedReported]) -> QueryResult<()> {
    let rows: Vec<_> = changed
        .iter()
        .filter_map(|one| Some(ApplicationRow::of(one.before.id, one.application.as_ref()?)))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    macro_rules! anew {
        ($($column:ident),*) => {
            ($(dossier_applications::$column.eq(excluded(dossier_applications::$column))),*)
        };
    }
    on_each!(conn, |c| diesel::insert_into(dossier_applications::table)
        .values(&rows)
        .on_conflict(dossier_applications::dossier_id)
        .do_update()
        .set(anew!(name, identity, phone, phone_key, email, address))
        .execute(c))?;
    Ok(())
}
