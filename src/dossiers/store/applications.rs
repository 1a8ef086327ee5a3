//! Who handed in what.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::dossier_applications;
use crate::dossiers::dossier::Application;
use crate::on_each;
use crate::vietnamese::phone::phone_key;

/// What was handed in with a dossier; nothing once it was erased.
///
/// # Errors
/// The database refuses.
pub fn find_application(conn: &mut DbConn, dossier_id: i64) -> QueryResult<Option<Application>> {
    dossier_applications::table
        .find(dossier_id)
        .select(Application::as_select())
        .first(conn)
        .optional()
}

/// Puts it in the place of what was known.
///
/// # Errors
/// The database refuses.
pub fn replace_application(
    conn: &mut DbConn,
    dossier_id: i64,
    new: &Application,
) -> QueryResult<()> {
    let key = phone_key(&new.phone);
    let changed = (
        dossier_applications::name.eq(&new.name),
        dossier_applications::identity.eq(&new.identity),
        dossier_applications::phone.eq(&new.phone),
        dossier_applications::email.eq(&new.email),
        dossier_applications::address.eq(&new.address),
        dossier_applications::agent.eq(&new.agent),
        dossier_applications::request.eq(&new.request),
        dossier_applications::papers.eq(&new.papers),
        dossier_applications::copies.eq(new.copies),
        dossier_applications::return_way.eq(new.return_way.as_str()),
        dossier_applications::phone_key.eq(&key),
    );
    let row = (dossier_applications::dossier_id.eq(dossier_id), changed);
    on_each!(conn, |c| diesel::insert_into(dossier_applications::table)
        .values(&row)
        .on_conflict(dossier_applications::dossier_id)
        .do_update()
        .set(changed)
        .execute(c))?;
    Ok(())
}

/// Takes out who handed it in, for good. Their dossier stays.
///
/// # Errors
/// The database refuses.
pub fn delete_application(conn: &mut DbConn, dossier_id: i64) -> QueryResult<()> {
    diesel::delete(dossier_applications::table.find(dossier_id)).execute(conn)?;
    Ok(())
}
