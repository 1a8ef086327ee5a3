//! Finding cases by words: folded, the same on both databases. The rarest word leads, from the newest case on, so that
//! a page of results costs the same however many cases there are.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::cases::{seen_by, seen_on_a_walk_by};
use crate::complaints::case::Case;
use crate::complaints::sight::Sight;
use crate::db::DbConn;
use crate::db::schema::{complaint_words, complaints};
use crate::on_each;
use crate::vietnamese::words;

/// Words of one text that are looked at; the rest of a very long one adds nothing.
const WORDS_KEPT: usize = 400;
/// A word in this many cases is a common one: its cases are walked from the newest on. Those of a rarer word are looked
/// at one by one, which costs no more.
const COMMON: usize = 2_000;
/// Words of a search that are used.
const WORDS_ASKED: usize = 8;
/// Rows of one insert.
const ROWS: usize = 200;

/// Whether a word may lead the viewer to its case: one of a name leads those alone who may know whom to call.
macro_rules! may_lead {
    ($sight:expr) => {
        complaint_words::of_contact
            .eq(false)
            .or(complaint_words::of_contact.eq($sight.contacts))
    };
}

/// A query for cases, of which those are left that have one more word. PostgreSQL walks the cases of both words side by
/// side. SQLite would look an equal case up by the primary key, where cases that follow each other lie far apart; for a
/// range it keeps to the index, where the cases of a word lie together. It would also read each case before it asks for
/// the word, unless the subquery has a limit.
macro_rules! with_word {
    ($conn:expr, $query:expr, $case:expr, $word:expr, $sight:expr) => {{
        let other = diesel::alias!(complaint_words as other_words);
        let case = other.field(complaint_words::complaint_id);
        let of_contact = other.field(complaint_words::of_contact);
        let has = other
            .filter(other.field(complaint_words::word).eq($word))
            .filter(of_contact.eq(false).or(of_contact.eq($sight.contacts)));
        match $conn {
            DbConn::Postgres(_) => $query.filter(exists(has.filter(case.eq($case)))),
            DbConn::Sqlite(_) => {
                $query.filter(exists(has.filter(case.between($case, $case)).limit(1)))
            }
        }
    }};
}

/// Lays down the words of a case, and those of the name of whoever complained, beside those that are there.
///
/// # Errors
/// The database refuses.
pub fn index_case(conn: &mut DbConn, case: &Case, name: &str) -> QueryResult<()> {
    let said = format!("{}\n{}", case.text, case.dossier);
    insert_words(conn, case, &said, false)?;
    index_name(conn, case, name)
}

/// Lays down the words of a name, which lead nobody to the case but whoever may know whom to call.
pub(super) fn index_name(conn: &mut DbConn, case: &Case, name: &str) -> QueryResult<()> {
    insert_words(conn, case, name, true)
}

fn insert_words(conn: &mut DbConn, case: &Case, text: &str, of_contact: bool) -> QueryResult<()> {
    let found: Vec<String> = words(text).into_iter().take(WORDS_KEPT).collect();
    for some in found.chunks(ROWS) {
        let rows: Vec<_> = some
            .iter()
            .map(|word| {
                (
                    complaint_words::complaint_id.eq(case.id),
                    complaint_words::word.eq(word),
                    complaint_words::of_contact.eq(of_contact),
                )
            })
            .collect();
        on_each!(conn, |c| diesel::insert_into(complaint_words::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Numbers of the newest cases that have all words of a search, newest first, but for one; nothing if it has no word.
///
/// # Errors
/// The database refuses.
pub fn newest_with_all(
    conn: &mut DbConn,
    sight: &Sight,
    (search, but): (&str, Option<i64>),
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<i64>> {
    let but = but.unwrap_or_default();
    let mut asked = Vec::new();
    for word in words(search).into_iter().take(WORDS_ASKED) {
        asked.push((list_some_with(conn, &word, sight)?, word));
    }
    asked.sort_by_key(|(cases, _)| cases.len());
    let mut asked = asked.into_iter();
    let Some((cases, rarest)) = asked.next() else {
        return Ok(Vec::new());
    };
    let others = asked.map(|(_, word)| word);
    if cases.len() < COMMON {
        let mut query = complaints::table
            .filter(complaints::id.eq_any(cases))
            .filter(complaints::id.ne(but))
            .filter(seen_on_a_walk_by!(sight))
            .order(complaints::id.desc())
            .select(complaints::id)
            .into_boxed();
        for word in others {
            query = with_word!(conn, query, complaints::id, word, sight);
        }
        return query.offset(skip).limit(at_most).load(conn);
    }
    let mut query = complaint_words::table
        .inner_join(complaints::table.on(complaints::id.eq(complaint_words::complaint_id)))
        .filter(complaint_words::word.eq(rarest))
        .filter(complaint_words::complaint_id.ne(but))
        .filter(may_lead!(sight))
        .filter(seen_by!(sight))
        .order(complaint_words::complaint_id.desc())
        .select(complaint_words::complaint_id)
        .into_boxed();
    for word in others {
        query = with_word!(conn, query, complaint_words::complaint_id, word, sight);
    }
    query.offset(skip).limit(at_most).load(conn)
}

/// Cases that have a word: all of them, unless it is a common one.
fn list_some_with(conn: &mut DbConn, word: &str, sight: &Sight) -> QueryResult<Vec<i64>> {
    complaint_words::table
        .filter(complaint_words::word.eq(word))
        .filter(may_lead!(sight))
        .select(complaint_words::complaint_id)
        .limit(i64::try_from(COMMON).unwrap_or(i64::MAX))
        .load(conn)
}
