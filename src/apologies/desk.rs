//! Everything that lies on the table while somebody works on one apology.

use chrono::NaiveDateTime;
use diesel::QueryResult;

use super::apology::{Apology, Kind, State, possible_kinds};
use super::compose::{Signature, compose};
use super::letter::{Letter, Stage};
use super::sender::{Sender, find_sender};
use super::store;
use crate::calendar::WorkingDays;
use crate::calendar::store::find_working_days;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::dossiers::store::{find_application, find_dossier};
use crate::dossiers::{Application, Dossier};
use crate::units::Scope;

/// A dossier for which somebody says sorry.
pub struct Desk {
    /// The dossier.
    pub dossier: Dossier,
    /// Who handed in what; empty once erased.
    pub application: Application,
    /// Every apology of it, oldest first.
    pub apologies: Vec<Apology>,
    /// What can be apologised for now.
    pub possible: Vec<Kind>,
    /// The working days that are loaded.
    pub calendar: WorkingDays,
    /// Now, UTC.
    pub now: NaiveDateTime,
    /// In whose name it is written.
    pub sender: Sender,
}

impl Desk {
    /// That of a dossier which the viewer may see.
    ///
    /// # Errors
    /// The database refuses.
    pub fn of_dossier(
        conn: &mut DbConn,
        scope: &Scope,
        id: i64,
        now: NaiveDateTime,
    ) -> QueryResult<Option<Self>> {
        let Some(dossier) = find_dossier(conn, scope, id)? else {
            return Ok(None);
        };
        let apologies = store::list_apologies_of(conn, &dossier)?;
        let under_way = |kind: &Kind| {
            let open = |apology: &&Apology| !matches!(apology.state, State::Withdrawn);
            let same = |apology: &&Apology| apology.kind == *kind && apology.number.is_none();
            apologies.iter().filter(open).any(|apology| same(&apology))
        };
        let mut possible = possible_kinds(&dossier, now);
        possible.retain(|kind| !under_way(kind));
        Ok(Some(Self {
            application: find_application(conn, dossier.id)?.unwrap_or_default(),
            calendar: find_working_days(conn)?,
            sender: find_sender(conn, dossier.unit_id)?,
            possible,
            apologies,
            dossier,
            now,
        }))
    }

    /// An apology that the viewer may see, with everything around it.
    ///
    /// # Errors
    /// The database refuses.
    pub fn of_apology(
        conn: &mut DbConn,
        scope: &Scope,
        id: i64,
        now: NaiveDateTime,
    ) -> QueryResult<Option<(Self, Apology)>> {
        let Some(apology) = store::find_apology(conn, scope, id)? else {
            return Ok(None);
        };
        let desk = Self::of_dossier(conn, scope, apology.dossier_id, now)?;
        Ok(desk.map(|desk| (desk, apology)))
    }

    /// The apology of this kind, as a word, that is at work and bears no number yet.
    pub fn at_work(&self, kind: &str) -> Option<&Apology> {
        let is_at_work =
            |apology: &&Apology| matches!(apology.state, State::Waiting | State::Returned);
        let mut at_work = self.apologies.iter().filter(is_at_work);
        at_work.find(|apology| apology.kind.as_str() == kind)
    }

    /// The letter of an apology: as it was issued, or as it would be with this name under it. Nothing of an issued one
    /// whose personal data were erased.
    pub fn letter(&self, apology: &Apology, signer: &str) -> Option<Letter> {
        if apology.number.is_some() {
            return serde_json::from_str(&apology.letter).ok();
        }
        let signature = Signature {
            stage: Stage::Draft {
                today: local_day(self.now),
            },
            signer,
        };
        let about = (&self.dossier, &self.application);
        Some(compose(apology, about, &self.sender.borrow(), &signature))
    }
}
