//! Published answers. What was withdrawn is not among them, nor what became secret meanwhile.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{complaints, publication_words, publications, units};
use crate::units::{Scope, Unit};
use crate::vietnamese::redaction::BLANK;
use crate::vietnamese::words;

/// A word in this many publications is no rarer than another.
const COMMON: i64 = 2_000;
/// Words of a search that are used.
const WORDS_ASKED: usize = 8;

/// A published answer.
#[derive(Clone, Debug, Queryable)]
pub struct Published {
    /// Number of the complaint.
    pub number: i64,
    /// Name of the unit that answered.
    pub unit: String,
    /// Its hotline; may be empty.
    pub hotline: String,
    /// What it is about.
    pub title: String,
    /// What was asked, in plain words.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// When the complaint came, UTC.
    pub received_at: NaiveDateTime,
    /// The day on which it was answered; nothing while it is seen to again.
    pub done_on: Option<NaiveDate>,
    /// Whether its day passed first.
    pub late: bool,
    /// When it was published, UTC.
    pub published_at: NaiveDateTime,
    /// When its words were last changed, UTC.
    pub updated_at: NaiveDateTime,
}

impl Published {
    /// Whether personal data were blanked in it.
    pub fn has_blanks(&self) -> bool {
        [&self.title, &self.question, &self.answer]
            .iter()
            .any(|words| words.contains(BLANK))
    }
}

macro_rules! published {
    ($scope:expr) => {
        publications::table
            .inner_join(complaints::table)
            .inner_join(units::table.on(units::id.eq(publications::unit_id)))
            .filter(publications::withdrawn_at.is_null())
            // Not "equals false": for that SQLite would go through an index of all complaints.
            .filter(not(complaints::confined))
            .filter(units::path.like($scope.pattern()))
            .select((
                publications::complaint_id,
                units::name,
                units::hotline,
                publications::title,
                publications::question,
                publications::answer,
                complaints::received_at,
                complaints::done_on,
                complaints::late,
                publications::published_at,
                publications::updated_at,
            ))
    };
}

/// Published answers of these units, the newest first.
///
/// # Errors
/// The database refuses.
pub fn list_published(
    conn: &mut DbConn,
    scope: &Scope,
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<Published>> {
    published!(scope)
        .order((
            publications::published_at.desc(),
            publications::complaint_id.desc(),
        ))
        .offset(skip)
        .limit(at_most)
        .load(conn)
}

/// One published answer.
///
/// # Errors
/// The database refuses.
pub fn find_published(
    conn: &mut DbConn,
    scope: &Scope,
    number: i64,
) -> QueryResult<Option<Published>> {
    published!(scope)
        .filter(publications::complaint_id.eq(number))
        .first(conn)
        .optional()
}

/// Published answers with all words of a search, those to the newest complaints first; nothing if it has no word. The
/// rarest word leads, so that a page costs the same however many there are.
///
/// # Errors
/// The database refuses.
pub fn search_published(
    conn: &mut DbConn,
    scope: &Scope,
    search: &str,
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<Published>> {
    let mut asked = Vec::new();
    for word in words(search).into_iter().take(WORDS_ASKED) {
        asked.push((count_with(conn, &word)?, word));
    }
    asked.sort();
    let mut asked = asked.into_iter().map(|(_, word)| word);
    let Some(rarest) = asked.next() else {
        return Ok(Vec::new());
    };
    let has_rarest = publication_words::table
        .filter(publication_words::word.eq(rarest))
        .select(publication_words::complaint_id);
    let mut query = published!(scope)
        .filter(publications::complaint_id.eq_any(has_rarest))
        .into_boxed();
    for word in asked {
        let has = publication_words::table
            .filter(publication_words::complaint_id.eq(publications::complaint_id))
            .filter(publication_words::word.eq(word));
        query = query.filter(exists(has));
    }
    query
        .order(publications::complaint_id.desc())
        .offset(skip)
        .limit(at_most)
        .load(conn)
}

/// How many publications have a word, counted up to a limit.
fn count_with(conn: &mut DbConn, word: &str) -> QueryResult<i64> {
    let some: Vec<i64> = publication_words::table
        .filter(publication_words::word.eq(word))
        .select(publication_words::complaint_id)
        .limit(COMMON)
        .load(conn)?;
    Ok(i64::try_from(some.len()).unwrap_or(COMMON))
}

/// Units that have published answers, by name.
///
/// # Errors
/// The database refuses.
pub fn list_units_that_answered(conn: &mut DbConn) -> QueryResult<Vec<Unit>> {
    let answered = publications::table
        .inner_join(complaints::table)
        .filter(publications::unit_id.eq(units::id))
        .filter(publications::withdrawn_at.is_null())
        .filter(complaints::confined.eq(false));
    units::table
        .filter(exists(answered))
        .order((units::name, units::id))
        .select(Unit::as_select())
        .load(conn)
}
