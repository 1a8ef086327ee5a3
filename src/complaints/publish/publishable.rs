//! The case that is to be published: what stands in the way, and the words to begin with.

use diesel::QueryResult;

use super::draft::Source;
use super::store::{self, Publication};
use crate::complaints::case::Case;
use crate::complaints::follow::store::list_approved;
use crate::complaints::store::{find_contact, list_events, list_named, list_people_of};
use crate::complaints::{State, Step};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::units::store::find_unit;
use crate::units::{Scope, Unit};

/// Why an answer cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// The case is kept secret.
    Confined,
    /// There is no approved answer, or the case is being seen to again.
    NotAnswered,
}

/// A case with everything that its publishing page needs.
pub struct Publishable {
    /// The case.
    pub case: Case,
    /// Its words, and what to look for in them.
    pub source: Source,
    /// What is published, or was.
    pub publication: Option<Publication>,
}

impl Publishable {
    /// Reads what publishing needs of a case that the viewer may see.
    ///
    /// # Errors
    /// No way to the database.
    pub fn read(conn: &mut DbConn, case: Case) -> AppResult<Self> {
        let unit = find_unit(conn, &Scope::everything(), case.unit_id)?;
        let unit = unit.ok_or(AppError::NotFound)?;
        let approved = list_approved(conn, &case)?.into_iter().next();
        Ok(Self {
            source: Source {
                question: case.text.clone(),
                answer: approved.map(|(text, _)| text).unwrap_or_default(),
                names: list_names(conn, &case, &unit)?,
                is_forgotten: is_forgotten(conn, &case)?,
                hotlines: store::list_hotlines(conn, &unit.line())?,
            },
            publication: store::find_publication(conn, &case)?,
            case,
        })
    }

    /// What stands in the way, if anything does.
    pub fn barrier(&self) -> Option<Barrier> {
        let answered = matches!(self.case.state, State::Answered | State::Closed);
        if self.case.confined {
            Some(Barrier::Confined)
        } else if !answered || self.source.answer.is_empty() {
            Some(Barrier::NotAnswered)
        } else {
            None
        }
    }

    /// What is read in public now.
    pub fn published(&self) -> Option<&Publication> {
        let publication = self.publication.as_ref();
        publication.filter(|publication| publication.withdrawn_at.is_none())
    }
}

/// Whether a name that once was there may be gone.
fn is_forgotten(conn: &mut DbConn, case: &Case) -> QueryResult<bool> {
    let contact = find_contact(conn, case)?.unwrap_or_default();
    let events = list_events(conn, case)?;
    let erased = [Step::Erase, Step::Correct].map(Step::as_str);
    let mut events = events.iter();
    Ok(contact.name.is_empty() && events.any(|event| erased.contains(&event.action.as_str())))
}

/// Whoever complained, officers whom the case names, and colleagues.
fn list_names(conn: &mut DbConn, case: &Case, unit: &Unit) -> QueryResult<Vec<String>> {
    let sender = find_contact(conn, case)?.map(|contact| contact.name);
    let named = list_named(conn, case)?.into_iter().map(|(_, name)| name);
    let people = list_people_of(conn, &unit.path)?;
    let mut names: Vec<String> = sender
        .into_iter()
        .chain(named)
        .chain(people.into_iter().map(|person| person.name))
        .filter(|name| !name.is_empty())
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}
