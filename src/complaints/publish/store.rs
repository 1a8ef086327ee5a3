//! What is published of a case: written, changed, withdrawn. Reading it is in `answers`.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::db::DbConn;
use crate::db::schema::{publication_words, publications, units};
use crate::on_each;
use crate::vietnamese::words;

/// Words of one publication that are looked at.
const WORDS_KEPT: usize = 1_000;
/// Rows of one insert.
const ROWS: usize = 200;

/// What is published of a case, or was.
#[derive(Clone, Debug, Queryable)]
pub struct Publication {
    /// What it is about.
    pub title: String,
    /// What was asked.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// When it was published, UTC.
    pub published_at: NaiveDateTime,
    /// When it was withdrawn, UTC.
    pub withdrawn_at: Option<NaiveDateTime>,
}

/// The words that are to be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What it is about.
    pub title: String,
    /// What was asked.
    pub question: String,
    /// The answer.
    pub answer: String,
}

impl Publication {
    /// Whether just these words are read in public now.
    pub fn says(&self, words: &Words) -> bool {
        let same = self.title == words.title
            && self.question == words.question
            && self.answer == words.answer;
        same && self.withdrawn_at.is_none()
    }
}

/// What is published of a case that the viewer may see, or was.
///
/// # Errors
/// The database refuses.
pub fn find_publication(conn: &mut DbConn, case: &Case) -> QueryResult<Option<Publication>> {
    publications::table
        .find(case.id)
        .select((
            publications::title,
            publications::question,
            publications::answer,
            publications::published_at,
            publications::withdrawn_at,
        ))
        .first(conn)
        .optional()
}

/// Publishes the words of a case, in place of those before. What was withdrawn is new again.
///
/// # Errors
/// The database refuses.
pub fn replace_publication(
    conn: &mut DbConn,
    case: &Case,
    new: &Words,
    (by, now): (i64, NaiveDateTime),
) -> QueryResult<()> {
    let former = find_publication(conn, case)?;
    let standing = former.filter(|former| former.withdrawn_at.is_none());
    let row = (
        publications::complaint_id.eq(case.id),
        publications::unit_id.eq(case.unit_id),
        publications::title.eq(&new.title),
        publications::question.eq(&new.question),
        publications::answer.eq(&new.answer),
        publications::published_by.eq(by),
        publications::published_at.eq(standing.map_or(now, |former| former.published_at)),
        publications::updated_at.eq(now),
        publications::withdrawn_at.eq(None::<NaiveDateTime>),
    );
    on_each!(conn, |c| diesel::insert_into(publications::table)
        .values(&row)
        .on_conflict(publications::complaint_id)
        .do_update()
        .set(row)
        .execute(c))?;
    index_publication(conn, case, new)
}

/// Lays down the folded words by which it is found, in place of those before.
fn index_publication(conn: &mut DbConn, case: &Case, new: &Words) -> QueryResult<()> {
    diesel::delete(publication_words::table)
        .filter(publication_words::complaint_id.eq(case.id))
        .execute(conn)?;
    let text = [&new.title, &new.question, &new.answer].map(String::as_str);
    let found = words(&text.join("\n"));
    let found: Vec<&String> = found.iter().take(WORDS_KEPT).collect();
    for some in found.chunks(ROWS) {
        let rows: Vec<_> = some
            .iter()
            .map(|word| {
                (
                    publication_words::word.eq(*word),
                    publication_words::complaint_id.eq(case.id),
                )
            })
            .collect();
        on_each!(conn, |c| diesel::insert_into(publication_words::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Takes it back. False where nothing is published.
///
/// # Errors
/// The database refuses.
pub fn withdraw_publication(
    conn: &mut DbConn,
    case: &Case,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let withdrawn = diesel::update(publications::table.find(case.id))
        .filter(publications::withdrawn_at.is_null())
        .set((
            publications::withdrawn_at.eq(now),
            publications::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(withdrawn > 0)
}

/// Hotlines of a unit and of those above it.
///
/// # Errors
/// The database refuses.
pub fn list_hotlines(conn: &mut DbConn, line: &[i64]) -> QueryResult<Vec<String>> {
    units::table
        .filter(units::id.eq_any(line))
        .filter(units::hotline.ne(""))
        .select(units::hotline)
        .load(conn)
}
