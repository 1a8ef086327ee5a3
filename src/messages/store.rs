//! The SQL of messages.

use chrono::NaiveDateTime;
use diesel::dsl::not;
use diesel::prelude::*;

use super::failure::{Failure, Fault};
use super::message::{NewMessage, Way, readdressed};
use super::retry::next_try;
use crate::db::DbConn;
use crate::db::schema::{messages, units};
use crate::on_each;
use crate::units::Scope;

/// What follows the name of a thing that is told again, to another phone.
const ANEW: &str = " again";

/// Queues a message, in the transaction of what it tells of. False if what it tells of was told already: then nothing
/// changes. It is due at once.
///
/// # Errors
/// The database refuses.
pub fn queue(conn: &mut DbConn, new: &NewMessage<'_>, now: NaiveDateTime) -> QueryResult<bool> {
    let row = (
        messages::unit_id.eq(new.unit_id),
        messages::way.eq(new.way.as_str()),
        messages::recipient.eq(new.recipient),
        messages::subject.eq(new.subject),
        messages::body.eq(new.body),
        messages::once.eq(new.once),
        messages::created_at.eq(now),
        messages::next_try_at.eq(now),
        messages::attempts.eq(0),
    );
    let queued = on_each!(conn, |c| diesel::insert_into(messages::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(queued == 1)
}

/// A message that is due.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = messages)]
pub(super) struct Due {
    pub(super) id: i64,
    #[diesel(deserialize_as = String)]
    pub(super) way: Way,
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) once: String,
    pub(super) next_try_at: NaiveDateTime,
    pub(super) attempts: i32,
    pub(super) first_try_at: Option<NaiveDateTime>,
}

/// When a try was made.
pub(super) struct Tried {
    pub(super) began: NaiveDateTime,
    /// Until when the message was claimed for it.
    pub(super) until: NaiveDateTime,
    /// When it ended.
    pub(super) now: NaiveDateTime,
}

/// What is due this way, longest waiting first. The outbox serves every unit, so no viewer limits it.
///
/// # Errors
/// The database refuses.
pub(super) fn list_due(
    conn: &mut DbConn,
    way: Way,
    now: NaiveDateTime,
    at_most: i64,
) -> QueryResult<Vec<Due>> {
    messages::table
        .filter(messages::way.eq(way.as_str()))
        .filter(messages::sent_at.is_null())
        .filter(messages::given_up_at.is_null())
        .filter(messages::next_try_at.le(now))
        .order((messages::next_try_at, messages::id))
        .limit(at_most)
        .select(Due::as_select())
        .load(conn)
}

/// Takes a message for one try; false if another server was quicker, or somebody changed it meanwhile.
///
/// # Errors
/// The database refuses.
pub(super) fn claim(conn: &mut DbConn, due: &Due, until: NaiveDateTime) -> QueryResult<bool> {
    let claimed = diesel::update(messages::table.find(due.id))
        .filter(messages::next_try_at.eq(due.next_try_at))
        .filter(messages::sent_at.is_null())
        .filter(messages::given_up_at.is_null())
        .set(messages::next_try_at.eq(until))
        .execute(conn)?;
    Ok(claimed == 1)
}

/// Notes that a message left.
///
/// # Errors
/// The database refuses.
pub(super) fn mark_sent(conn: &mut DbConn, due: &Due, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(messages::table.find(due.id))
        .set((
            messages::sent_at.eq(now),
            messages::given_up_at.eq(None::<NaiveDateTime>),
            messages::attempts.eq(due.attempts + 1),
            messages::last_error.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes a failed try, and when the next one is. A message that somebody put first in the meantime stays so; one that was
/// forgotten stays given up.
///
/// # Errors
/// The database refuses.
pub(super) fn mark_failed(
    conn: &mut DbConn,
    due: &Due,
    why: &Failure,
    tried: &Tried,
) -> QueryResult<()> {
    let (tries, first) = (due.attempts + 1, due.first_try_at.unwrap_or(tried.began));
    let next = next_try(tries, first, tried.now).filter(|_| !why.is_final());
    let given_up = next.is_none().then_some(tried.now);
    diesel::update(messages::table.find(due.id))
        .filter(messages::next_try_at.eq(tried.until))
        .filter(messages::sent_at.is_null())
        .filter(messages::body.ne(""))
        .set((
            messages::next_try_at.eq(next.unwrap_or(tried.now)),
            messages::given_up_at.eq(given_up),
            messages::attempts.eq(tries),
            messages::first_try_at.eq(first),
            messages::last_error.eq(why.to_text()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Gives up what was due at a moment long ago. How many there were.
///
/// # Errors
/// The database refuses.
pub(super) fn give_up_stale(
    conn: &mut DbConn,
    way: Way,
    before: NaiveDateTime,
    now: NaiveDateTime,
) -> QueryResult<usize> {
    diesel::update(messages::table)
        .filter(messages::way.eq(way.as_str()))
        .filter(messages::sent_at.is_null())
        .filter(messages::given_up_at.is_null())
        .filter(messages::next_try_at.le(before))
        .set((
            messages::given_up_at.eq(now),
            messages::last_error.eq(Fault::Stale.as_str()),
        ))
        .execute(conn)
}

/// A message as its list shows it.
#[derive(Debug, Queryable)]
pub(super) struct Listed {
    pub(super) id: i64,
    /// Name of the unit.
    pub(super) unit: String,
    #[diesel(deserialize_as = String)]
    pub(super) way: Way,
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) created_at: NaiveDateTime,
    pub(super) next_try_at: NaiveDateTime,
    pub(super) attempts: i32,
    pub(super) sent_at: Option<NaiveDateTime>,
    pub(super) given_up_at: Option<NaiveDateTime>,
    pub(super) last_error: Option<String>,
}

/// Messages of the units that the viewer may see: given up first, then what waits, then what left; the latest first.
///
/// # Errors
/// The database refuses.
pub(super) fn list_messages(
    conn: &mut DbConn,
    scope: &Scope,
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<Listed>> {
    messages::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .order((
            messages::sent_at.is_not_null(),
            messages::given_up_at.is_null(),
            messages::attempts.eq(0),
            messages::id.desc(),
        ))
        .offset(skip)
        .limit(at_most)
        .select((
            messages::id,
            units::name,
            messages::way,
            messages::recipient,
            messages::subject,
            messages::body,
            messages::created_at,
            messages::next_try_at,
            messages::attempts,
            messages::sent_at,
            messages::given_up_at,
            messages::last_error,
        ))
        .load(conn)
}

/// How many messages there are of each kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    /// Not tried yet.
    pub(super) waiting: i64,
    /// Tried in vain, and to be tried again.
    pub(super) failing: i64,
    pub(super) given_up: i64,
    pub(super) sent: i64,
}

/// Counts the messages of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub(super) fn count_messages(conn: &mut DbConn, scope: &Scope) -> QueryResult<Counts> {
    let seen = || {
        messages::table
            .inner_join(units::table)
            .filter(units::path.like(scope.pattern()))
    };
    let open = || {
        seen()
            .filter(messages::sent_at.is_null())
            .filter(messages::given_up_at.is_null())
    };
    let (is_new, is_sent) = (messages::attempts.eq(0), messages::sent_at.is_not_null());
    Ok(Counts {
        waiting: open().filter(is_new).count().get_result(conn)?,
        failing: open().filter(not(is_new)).count().get_result(conn)?,
        given_up: seen()
            .filter(not(is_sent))
            .filter(messages::given_up_at.is_not_null())
            .count()
            .get_result(conn)?,
        sent: seen().filter(is_sent).count().get_result(conn)?,
    })
}

/// Makes a message that has not left due now, with all its tries before it again; one that was erased says nothing to
/// anybody and stays. False if the viewer may not see it.
///
/// # Errors
/// The database refuses.
pub(super) fn retry_now(
    conn: &mut DbConn,
    scope: &Scope,
    id: i64,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let seen = messages::table
        .inner_join(units::table)
        .filter(messages::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .count()
        .get_result::<i64>(conn)?;
    if seen == 0 {
        return Ok(false);
    }
    diesel::update(messages::table.find(id))
        .filter(messages::sent_at.is_null())
        .filter(messages::body.ne(""))
        .set((
            messages::next_try_at.eq(now),
            messages::attempts.eq(0),
            messages::first_try_at.eq(None::<NaiveDateTime>),
            messages::given_up_at.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Forgets whom messages were for and what they said, of those that left or were given up before a moment. That they
/// were, and what they told of, stays. How many there were.
///
/// # Errors
/// The database refuses.
pub fn erase_bodies(conn: &mut DbConn, before: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(messages::table)
        .filter(
            messages::sent_at
                .lt(before)
                .or(messages::given_up_at.lt(before)),
        )
        .filter(messages::body.ne(""))
        .set((messages::body.eq(""), messages::recipient.eq("")))
        .execute(conn)
}

/// Forgets at once whom the messages that tell of a thing were for, and what they said. What has not left goes to another
/// phone instead, if there is one, as a message of its own: a gateway may have heard of the first, whatever it answered.
///
/// # Errors
/// The database refuses.
pub fn redirect(
    conn: &mut DbConn,
    told_of: &str,
    phone: &str,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let (mut once, mut waiting) = (told_of.to_owned(), None);
    while let Some((unit_id, first)) = find_told(conn, &once)? {
        if give_up_forgotten(conn, first.id, now)? {
            waiting = Some((unit_id, first));
        }
        once.push_str(ANEW);
    }
    let Some((unit_id, first)) = waiting.filter(|_| !phone.is_empty()) else {
        return Ok(());
    };
    let Some(body) = readdressed(&first.body, &once, phone) else {
        return Ok(());
    };
    let again = NewMessage {
        unit_id,
        way: first.way,
        recipient: "",
        subject: &first.subject,
        body: &body,
        once: &once,
    };
    queue(conn, &again, now).map(|_| ())
}

fn find_told(conn: &mut DbConn, once: &str) -> QueryResult<Option<(i64, Due)>> {
    messages::table
        .filter(messages::once.eq(once))
        .select((messages::unit_id, Due::as_select()))
        .first(conn)
        .optional()
}

/// Forgets one message. Whether it was still to leave.
fn give_up_forgotten(conn: &mut DbConn, id: i64, now: NaiveDateTime) -> QueryResult<bool> {
    let given_up = diesel::update(messages::table.find(id))
        .filter(messages::sent_at.is_null())
        .filter(messages::given_up_at.is_null())
        .set((
            messages::given_up_at.eq(now),
            messages::last_error.eq(Fault::Forgotten.as_str()),
        ))
        .execute(conn)?;
    diesel::update(messages::table.find(id))
        .set((messages::body.eq(""), messages::recipient.eq("")))
        .execute(conn)?;
    Ok(given_up == 1)
}
