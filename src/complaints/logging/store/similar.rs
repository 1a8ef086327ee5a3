//! Cases that may be about the same matter as what is being typed: of the viewer's units and sight alone, open or of
//! the last months. Those who may not know whom to call find none by a phone.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::complaints::logging::alike::{COMMON, WORDS_ASKED, alike};
use crate::complaints::logging::form::CallForm;
use crate::complaints::sight::Sight;
use crate::complaints::state::State;
use crate::complaints::store::seen_by;
use crate::db::DbConn;
use crate::db::schema::{complaint_contacts, complaint_words, complaints};
use crate::dossiers::code::read_dossier;
use crate::vietnamese::phone::{PHONE_DIGITS, phone_key};
use crate::vietnamese::words;

/// Cases shown at most.
const SHOWN: usize = 5;
/// Cases alike in words that are looked at; some of them nobody may see, or are long over.
const LOOKED_AT: usize = 40;

crate::text_enum! {
    /// Why a case may be about the same matter.
    pub enum Likeness {
        /// The same number was left.
        Phone => "phone",
        /// It is about the same dossier.
        Dossier => "dossier",
        /// It says about the same.
        Words => "words",
    }
}

/// What similar cases are found by. Empty parts find nothing.
#[derive(Clone, Debug)]
pub struct Sought {
    phone: String,
    dossier: String,
    words: Vec<String>,
    since: NaiveDateTime,
}

impl Sought {
    /// What a form as it stands gives; cases that are over count if they came since then (UTC).
    pub fn of(form: &CallForm, since: NaiveDateTime) -> Self {
        let key = phone_key(&form.phone);
        let mut words = words(&form.text);
        words.truncate(WORDS_ASKED);
        Self {
            phone: if key.len() >= PHONE_DIGITS {
                key
            } else {
                String::new()
            },
            dossier: read_dossier(&form.dossier).unwrap_or_default(),
            words,
            since,
        }
    }
}

/// A case that may be about the same matter.
#[derive(Clone, Debug)]
pub struct Similar {
    /// Why.
    pub likeness: Likeness,
    /// Its number.
    pub id: i64,
    /// When it came, UTC.
    pub received_at: NaiveDateTime,
    /// Where it stands.
    pub state: State,
    /// What was said.
    pub text: String,
}

type Row = (i64, NaiveDateTime, String, String);

/// Cases that are open or recent and that the viewer may see, newest first.
macro_rules! recent {
    ($sight:expr, $since:expr) => {{
        let open = State::OPEN.iter().map(|state| state.as_str());
        complaints::table
            .filter(seen_by!($sight))
            .filter(
                complaints::state
                    .eq_any(open)
                    .or(complaints::received_at.ge($since)),
            )
            .order(complaints::id.desc())
            .select((
                complaints::id,
                complaints::received_at,
                complaints::state,
                complaints::text,
            ))
            .into_boxed()
    }};
}

/// The cases most like it: the same number first, then the same dossier, then the same words.
///
/// # Errors
/// The database refuses.
pub fn list_similar(
    conn: &mut DbConn,
    sight: &Sight,
    sought: &Sought,
) -> QueryResult<Vec<Similar>> {
    let mut found: Vec<Similar> = Vec::new();
    let at_most = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    if sight.contacts && !sought.phone.is_empty() {
        let with_phone = complaint_contacts::table
            .filter(complaint_contacts::phone_key.eq(&sought.phone))
            // Said so that the index, which leaves empty ones out, may be used.
            .filter(complaint_contacts::phone_key.ne(""))
            .select(complaint_contacts::complaint_id);
        let query = recent!(sight, sought.since).filter(complaints::id.eq_any(with_phone));
        add(
            &mut found,
            Likeness::Phone,
            query.limit(at_most).load(conn)?,
        );
    }
    if !sought.dossier.is_empty() {
        let query = recent!(sight, sought.since)
            .filter(complaints::dossier.eq(&sought.dossier))
            .filter(complaints::dossier.ne(""));
        add(
            &mut found,
            Likeness::Dossier,
            query.limit(at_most).load(conn)?,
        );
    }
    if found.len() < SHOWN {
        let mut ids = find_alike(conn, &sought.words)?;
        ids.truncate(LOOKED_AT);
        let query = recent!(sight, sought.since).filter(complaints::id.eq_any(&ids));
        let mut rows: Vec<Row> = query.load(conn)?;
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.0));
        add(&mut found, Likeness::Words, rows);
    }
    found.truncate(SHOWN);
    Ok(found)
}

fn add(found: &mut Vec<Similar>, likeness: Likeness, rows: Vec<Row>) {
    for (id, received_at, state, text) in rows {
        let known = found.iter().any(|similar| similar.id == id);
        if let Some(state) = state.parse().ok().filter(|_| !known) {
            found.push(Similar {
                likeness,
                id,
                received_at,
                state,
                text,
            });
        }
    }
}

/// Numbers of cases alike in words, whoever may see them, most alike first.
fn find_alike(conn: &mut DbConn, words: &[String]) -> QueryResult<Vec<i64>> {
    let at_most = i64::try_from(COMMON).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    for word in words {
        let cases: Vec<i64> = complaint_words::table
            .filter(complaint_words::word.eq(word))
            .filter(complaint_words::of_contact.eq(false))
            .order(complaint_words::complaint_id.desc())
            .limit(at_most)
            .select(complaint_words::complaint_id)
            .load(conn)?;
        found.push(cases);
    }
    Ok(alike(found))
}
