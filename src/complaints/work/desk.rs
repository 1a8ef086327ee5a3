//! Everything that the page of one case shows, read at once.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::store::{AttachedFile, list_files};
use crate::complaints::case::Case;
use crate::complaints::sight::Sight;
use crate::complaints::state::Step;
use crate::complaints::steps::Ground;
use crate::complaints::store::{self, Answer, Colleague, Contact, Event};
use crate::db::DbConn;
use crate::units::store::find_unit;
use crate::units::{Scope, Unit};

/// A case with what lies beside it.
pub struct Desk {
    /// The case.
    pub case: Case,
    /// The unit that must see to it.
    pub unit: Unit,
    /// How to reach whoever complained, while it is kept.
    pub contact: Option<Contact>,
    /// Its history, oldest first.
    pub events: Vec<Event>,
    /// Its answers, oldest first.
    pub answers: Vec<Answer>,
    /// Its files, oldest first.
    pub files: Vec<AttachedFile>,
    /// Who may work on it, be named in it.
    pub people: Vec<Colleague>,
    /// The officers whom it names itself: account and name.
    pub named: Vec<(i64, String)>,
    /// Accounts of all whom it keeps out.
    pub kept_out: Vec<i64>,
    /// Number of the case that it was split from, if the viewer may see that.
    pub parent: Option<i64>,
    /// Number of the earlier case that says the same, if the viewer may see that.
    pub twin: Option<i64>,
    /// Numbers of the cases that were split from it or say the same.
    pub related: Vec<i64>,
    /// Templates of answers: number, title.
    pub templates: Vec<(i64, String)>,
    /// What days are counted by.
    pub ground: Ground,
}

impl Desk {
    /// The answer that waits for a leader.
    pub fn waiting_answer(&self) -> Option<&Answer> {
        let last = self.answers.last()?;
        (last.approved_at.is_none() && last.returned_at.is_none()).then_some(last)
    }

    /// The last answer that a leader approved.
    pub fn approved_answer(&self) -> Option<&Answer> {
        self.answers
            .iter()
            .rev()
            .find(|answer| answer.approved_at.is_some())
    }

    /// Whether whoever complained can be called, and follow the case by their number.
    pub fn has_phone(&self) -> bool {
        let contact = self.contact.as_ref();
        contact.is_some_and(|contact| !contact.phone.is_empty())
    }

    /// When name, phone and address, which are not there any more, were erased, UTC; and whether by rule, or because the
    /// citizen asked for it.
    pub fn erased_at(&self) -> Option<(NaiveDateTime, Step)> {
        let erases = [Step::Erase, Step::Correct];
        let mut events = self.events.iter().rev();
        events.find_map(|event| {
            let step = erases
                .into_iter()
                .find(|step| event.action == step.as_str())?;
            Some((event.at, step))
        })
    }

    /// Who may be given the case: whoever works on complaints and is not kept out of it.
    pub fn assignable(&self) -> impl Iterator<Item = &Colleague> {
        self.people.iter().filter(|person| {
            let sees = self.unit.line().contains(&person.unit_id);
            sees && !self.kept_out.contains(&person.id)
                && super::permission::may(person.role, Step::Write)
        })
    }

    /// Whether the viewer may know of the case of this number.
    pub fn tells_of(&self, number: &str) -> bool {
        let known = [self.parent, self.twin];
        let mut known = known
            .into_iter()
            .flatten()
            .chain(self.related.iter().copied());
        known.any(|known| known.to_string() == number)
    }

    /// Name of a colleague.
    pub fn name_of(&self, account_id: i64) -> Option<&str> {
        let person = self.people.iter().find(|person| person.id == account_id)?;
        Some(&person.name)
    }

    /// Reads what lies beside a case that the viewer may see.
    ///
    /// # Errors
    /// The database refuses.
    pub fn read(
        conn: &mut DbConn,
        sight: &Sight,
        case: Case,
        now: NaiveDateTime,
    ) -> QueryResult<Self> {
        let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
            .ok_or(diesel::result::Error::NotFound)?;
        let kept_out = store::list_named(conn, &case)?;
        let seen = |conn: &mut DbConn, id: Option<i64>| match id {
            Some(id) => store::find_case(conn, sight, id).map(|case| case.map(|case| case.id)),
            None => Ok(None),
        };
        Ok(Self {
            parent: seen(conn, case.parent_id)?,
            twin: seen(conn, case.twin_id)?,
            contact: store::find_contact(conn, &case)?,
            events: store::list_events(conn, &case)?,
            answers: store::list_answers(conn, &case)?,
            files: list_files(conn, &case)?,
            people: store::list_people_of(conn, &unit.path)?,
            named: store::list_told(conn, &case)?,
            kept_out: kept_out.into_iter().map(|(id, _)| id).collect(),
            related: super::store::list_related(conn, sight, &case)?,
            templates: super::store::list_templates(conn, &unit)?,
            ground: Ground::find(conn, case.unit_id, now)?,
            unit,
            case,
        })
    }
}
