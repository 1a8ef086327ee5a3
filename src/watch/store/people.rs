//! Who is told by mail, and who leads which unit.

use diesel::prelude::*;

use crate::accounts::Role;
use crate::db::DbConn;
use crate::db::schema::{accounts, units, watch_letters};
use crate::on_each;
use crate::units::Unit;
use crate::watch::rule::Told;

/// Whoever may get the letter of the week.
pub const READERS: [Role; 2] = [Role::Leader, Role::Observer];

/// Somebody who reads mail.
pub struct Reader {
    /// The account.
    pub account_id: i64,
    /// Where they read mail.
    pub email: String,
    /// Their unit.
    pub unit: Unit,
}

/// The units that somebody leads: what is watched is watched for them.
///
/// # Errors
/// The database refuses.
pub fn list_led_units(conn: &mut DbConn) -> QueryResult<Vec<Unit>> {
    let led = accounts::table
        .filter(accounts::active.eq(true))
        .filter(accounts::role.eq(Role::Leader.as_str()))
        .select(accounts::unit_id);
    units::table
        .filter(units::id.eq_any(led))
        .order(units::id)
        .select(Unit::as_select())
        .load(conn)
}

/// Whoever of a unit is told of its alerts, as account and address.
///
/// # Errors
/// The database refuses.
pub fn list_told(conn: &mut DbConn, unit_id: i64, told: Told) -> QueryResult<Vec<(i64, String)>> {
    let roles = match told {
        Told::Leaders => vec![Role::Leader],
        Told::Admins => vec![Role::Leader, Role::Admin],
        Told::Observers => vec![Role::Leader, Role::Observer],
    };
    accounts::table
        .filter(accounts::unit_id.eq(unit_id))
        .filter(accounts::active.eq(true))
        .filter(accounts::email.ne(""))
        .filter(accounts::role.eq_any(roles.into_iter().map(Role::as_str)))
        .order(accounts::id)
        .select((accounts::id, accounts::email))
        .load(conn)
}

/// Whether a role gets the letter of the week unless the person says otherwise.
pub fn gets_letters(role: Role) -> bool {
    role == Role::Leader
}

/// Whether somebody wants the letter of the week; nothing where they never said.
///
/// # Errors
/// The database refuses.
pub fn find_wish(conn: &mut DbConn, account_id: i64) -> QueryResult<Option<bool>> {
    watch_letters::table
        .find(account_id)
        .select(watch_letters::wanted)
        .first(conn)
        .optional()
}

/// Notes whether somebody wants it.
///
/// # Errors
/// The database refuses.
pub fn put_wish(conn: &mut DbConn, account_id: i64, wanted: bool) -> QueryResult<()> {
    on_each!(conn, |c| diesel::insert_into(watch_letters::table)
        .values((
            watch_letters::account_id.eq(account_id),
            watch_letters::wanted.eq(wanted),
        ))
        .on_conflict(watch_letters::account_id)
        .do_update()
        .set(watch_letters::wanted.eq(wanted))
        .execute(c))?;
    Ok(())
}

/// Leaders who did not say that they do not want the letter of the week, and observers who said that they do.
///
/// # Errors
/// The database refuses.
pub fn list_readers(conn: &mut DbConn) -> QueryResult<Vec<Reader>> {
    let may = READERS.map(Role::as_str);
    let rows: Vec<(i64, String, String, Unit, Option<bool>)> = accounts::table
        .inner_join(units::table)
        .left_join(watch_letters::table)
        .filter(accounts::active.eq(true))
        .filter(accounts::email.ne(""))
        .filter(accounts::role.eq_any(may))
        .order(accounts::id)
        .select((
            accounts::id,
            accounts::email,
            accounts::role,
            Unit::as_select(),
            watch_letters::wanted.nullable(),
        ))
        .load(conn)?;
    let reader =
        |(account_id, email, role, unit, wish): (i64, String, String, Unit, Option<bool>)| {
            let role = role.parse().ok()?;
            wish.unwrap_or(gets_letters(role)).then_some(Reader {
                account_id,
                email,
                unit,
            })
        };
    Ok(rows.into_iter().filter_map(reader).collect())
}
