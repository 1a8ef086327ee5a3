//! Notes and what was said of them.

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{supervision_entries, supervision_notes, units};
use crate::supervision::note::{About, Entry, Note, Step};
use crate::units::Scope;

crate::text_enum! {
    /// A part of the list.
    pub enum Tab {
        /// To be answered.
        Open => "open",
        /// Answered; the observer has not said what they think of it.
        Answered => "answered",
        /// Answered well.
        Closed => "closed",
    }
}

impl Tab {
    /// The steps that stand last in it.
    fn steps(self) -> &'static [Step] {
        match self {
            Self::Open => &[Step::Ask, Step::Unsatisfied],
            Self::Answered => &[Step::Answer],
            Self::Closed => &[Step::Satisfied],
        }
    }
}

/// What is asked.
pub struct NewNote<'a> {
    /// The unit it is of.
    pub unit_id: i64,
    /// What it is about.
    pub about: About,
    /// Which one.
    pub subject: &'a str,
    /// For whom the observer looks on.
    pub organisation: &'a str,
    /// The words.
    pub text: &'a str,
    /// Within how many working days it is to be answered.
    pub days: i32,
}

/// Who says something, by account and name, and when.
#[derive(Clone, Copy)]
pub struct By<'a> {
    /// The account.
    pub account_id: i64,
    /// Its name.
    pub name: &'a str,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// A note in a list, with the entry that stands last.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The note.
    pub note: Note,
    /// Its last entry, corrections left out.
    pub last: Entry,
}

type NoteRow = (
    (i64, i64, String, i64, String),
    (String, String, String, NaiveDateTime),
);
type EntryRow = (i64, String, i64, String, NaiveDateTime, Option<i32>, String);

macro_rules! note_columns {
    () => {
        (
            (
                supervision_notes::id,
                supervision_notes::unit_id,
                units::name,
                supervision_notes::account_id,
                supervision_notes::name,
            ),
            (
                supervision_notes::organisation,
                supervision_notes::about,
                supervision_notes::subject,
                supervision_notes::asked_at,
            ),
        )
    };
}

macro_rules! entry_columns {
    () => {
        (
            supervision_entries::id,
            supervision_entries::step,
            supervision_entries::account_id,
            supervision_entries::name,
            supervision_entries::at,
            supervision_entries::days,
            supervision_entries::text,
        )
    };
}

/// Entries on which nothing follows yet, with their notes and units.
macro_rules! last_entries {
    () => {{
        let later = diesel::alias!($crate::db::schema::supervision_entries as later_entries);
        let follower = later
            .filter(
                later
                    .field($crate::db::schema::supervision_entries::follows)
                    .eq($crate::db::schema::supervision_entries::id.nullable()),
            )
            .filter(
                later
                    .field($crate::db::schema::supervision_entries::step)
                    .ne($crate::supervision::note::Step::Correct.as_str()),
            );
        $crate::db::schema::supervision_entries::table
            .inner_join(
                $crate::db::schema::supervision_notes::table
                    .inner_join($crate::db::schema::units::table),
            )
            .filter(
                $crate::db::schema::supervision_entries::step
                    .ne($crate::supervision::note::Step::Correct.as_str()),
            )
            .filter(diesel::dsl::not(diesel::dsl::exists(follower)))
    }};
}
pub(super) use last_entries;

fn note_of(row: NoteRow) -> Option<Note> {
    let ((id, unit_id, unit, account_id, name), (organisation, about, subject, asked_at)) = row;
    Some(Note {
        id,
        unit_id,
        unit,
        account_id,
        name,
        organisation,
        about: about.parse().ok()?,
        subject,
        asked_at,
    })
}

fn entry_of((id, step, account_id, name, at, days, text): EntryRow) -> Option<Entry> {
    Some(Entry {
        id,
        step: step.parse().ok()?,
        account_id,
        name,
        at,
        days,
        text,
    })
}

/// A part of the notes that the viewer may see: what waits for longest first, of what is answered the newest.
///
/// # Errors
/// The database refuses.
pub fn list_notes(
    conn: &mut DbConn,
    scope: &Scope,
    tab: Tab,
    (skip, at_most): (i64, i64),
) -> QueryResult<Vec<Listed>> {
    let steps = tab.steps().iter().map(|step| step.as_str());
    let query = last_entries!()
        .filter(units::path.like(scope.pattern()))
        .filter(supervision_entries::step.eq_any(steps))
        .select((note_columns!(), entry_columns!()))
        .offset(skip)
        .limit(at_most)
        .into_boxed();
    let rows: Vec<(NoteRow, EntryRow)> = match tab {
        Tab::Open => query.order(supervision_entries::id).load(conn)?,
        _ => query.order(supervision_entries::id.desc()).load(conn)?,
    };
    let listed = |(note, last)| {
        Some(Listed {
            note: note_of(note)?,
            last: entry_of(last)?,
        })
    };
    Ok(rows.into_iter().filter_map(listed).collect())
}

/// How many notes each part of the list holds.
///
/// # Errors
/// The database refuses.
pub fn count_tabs(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<(Tab, i64)>> {
    let counts: Vec<(String, i64)> = last_entries!()
        .filter(units::path.like(scope.pattern()))
        .group_by(supervision_entries::step)
        .select((supervision_entries::step, count_star()))
        .load(conn)?;
    let count = |tab: &Tab| {
        let own = |(step, _): &&(String, i64)| tab.steps().iter().any(|it| it.as_str() == step);
        let of_tab = counts.iter().filter(own);
        (*tab, of_tab.map(|(_, count)| *count).sum())
    };
    Ok(Tab::ALL.iter().map(count).collect())
}

/// A note that the viewer may see, with all that was said.
///
/// # Errors
/// The database refuses.
pub fn find_note(
    conn: &mut DbConn,
    scope: &Scope,
    id: i64,
) -> QueryResult<Option<(Note, Vec<Entry>)>> {
    let row: Option<NoteRow> = supervision_notes::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .filter(supervision_notes::id.eq(id))
        .select(note_columns!())
        .first(conn)
        .optional()?;
    let Some(note) = row.and_then(note_of) else {
        return Ok(None);
    };
    let entries = list_entries(conn, id)?;
    Ok(Some((note, entries)))
}

fn list_entries(conn: &mut DbConn, note_id: i64) -> QueryResult<Vec<Entry>> {
    let rows: Vec<EntryRow> = supervision_entries::table
        .filter(supervision_entries::note_id.eq(note_id))
        .order(supervision_entries::id)
        .select(entry_columns!())
        .load(conn)?;
    Ok(rows.into_iter().filter_map(entry_of).collect())
}

/// Every note that was asked between two moments, with all that was said; the oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_asked(
    conn: &mut DbConn,
    scope: &Scope,
    span: &std::ops::Range<NaiveDateTime>,
) -> QueryResult<Vec<(Note, Vec<Entry>)>> {
    let rows: Vec<NoteRow> = supervision_notes::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .filter(supervision_notes::asked_at.ge(span.start))
        .filter(supervision_notes::asked_at.lt(span.end))
        .order(supervision_notes::id)
        .select(note_columns!())
        .load(conn)?;
    let mut asked = Vec::new();
    for note in rows.into_iter().filter_map(note_of) {
        let entries = list_entries(conn, note.id)?;
        asked.push((note, entries));
    }
    Ok(asked)
}

/// Answers on which nothing follows yet, with the note and who asked.
///
/// # Errors
/// The database refuses.
pub fn list_unjudged(
    conn: &mut DbConn,
    account_id: Option<i64>,
) -> QueryResult<Vec<(i64, i64, i64, i64)>> {
    let mut query = last_entries!()
        .filter(supervision_entries::step.eq(Step::Answer.as_str()))
        .order(supervision_entries::id)
        .select((
            supervision_entries::id,
            supervision_notes::id,
            supervision_notes::account_id,
            supervision_notes::unit_id,
        ))
        .into_boxed();
    if let Some(id) = account_id {
        query = query.filter(supervision_notes::account_id.eq(id));
    }
    query.load(conn)
}

/// For whom somebody looked on last.
///
/// # Errors
/// The database refuses.
pub fn find_organisation(conn: &mut DbConn, account_id: i64) -> QueryResult<Option<String>> {
    supervision_notes::table
        .filter(supervision_notes::account_id.eq(account_id))
        .order(supervision_notes::id.desc())
        .select(supervision_notes::organisation)
        .first(conn)
        .optional()
}

/// Writes a note down. Its number.
///
/// # Errors
/// The database refuses.
pub fn insert_note(conn: &mut DbConn, new: &NewNote<'_>, by: By<'_>) -> QueryResult<i64> {
    let id: i64 = diesel::insert_into(supervision_notes::table)
        .values((
            supervision_notes::unit_id.eq(new.unit_id),
            supervision_notes::account_id.eq(by.account_id),
            supervision_notes::name.eq(by.name),
            supervision_notes::organisation.eq(new.organisation),
            supervision_notes::about.eq(new.about.as_str()),
            supervision_notes::subject.eq(new.subject),
            supervision_notes::asked_at.eq(by.at),
        ))
        .returning(supervision_notes::id)
        .get_result(conn)?;
    insert_entry(conn, (id, None), (Step::Ask, Some(new.days)), new.text, by)?;
    Ok(id)
}

/// Adds what is said of a note. Two that follow on the same entry are a unique violation.
///
/// # Errors
/// The database refuses.
pub fn insert_entry(
    conn: &mut DbConn,
    (note_id, follows): (i64, Option<i64>),
    (step, days): (Step, Option<i32>),
    text: &str,
    by: By<'_>,
) -> QueryResult<()> {
    diesel::insert_into(supervision_entries::table)
        .values((
            supervision_entries::note_id.eq(note_id),
            supervision_entries::follows.eq(follows),
            supervision_entries::step.eq(step.as_str()),
            supervision_entries::account_id.eq(by.account_id),
            supervision_entries::name.eq(by.name),
            supervision_entries::at.eq(by.at),
            supervision_entries::days.eq(days),
            supervision_entries::text.eq(text),
        ))
        .execute(conn)?;
    Ok(())
}
