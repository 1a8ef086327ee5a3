//! Everything that the page of one dossier shows, read at once.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::dossiers::dossier::{Application, Dossier};
use crate::dossiers::outlook::{Days, Outlook};
use crate::dossiers::state::Step;
use crate::dossiers::steps::Ground;
use crate::dossiers::store::{self, Event};
use crate::units::Scope;

/// A dossier with what lies beside it.
pub struct Desk {
    /// The dossier.
    pub dossier: Dossier,
    /// Who handed in what, while it is kept.
    pub application: Option<Application>,
    /// Its history, oldest first.
    pub events: Vec<Event>,
    /// Account and name of who may work on it.
    pub officers: Vec<(i64, String)>,
    /// The unit, its rules, and the working days.
    pub ground: Ground,
    /// When it was read, UTC.
    pub now: NaiveDateTime,
}

impl Desk {
    /// A dossier that the viewer may see.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(
        conn: &mut DbConn,
        scope: &Scope,
        id: i64,
        now: NaiveDateTime,
    ) -> QueryResult<Option<Self>> {
        let Some(dossier) = store::find_dossier(conn, scope, id)? else {
            return Ok(None);
        };
        let ground = Ground::find(conn, dossier.unit_id)?;
        Ok(Some(Self {
            application: store::find_application(conn, id)?,
            events: store::list_events(conn, id)?,
            officers: store::list_officers(conn, &ground.unit)?,
            dossier,
            ground,
            now,
        }))
    }

    /// What can be said of its day.
    pub fn outlook(&self) -> Outlook {
        Outlook::of(Days::from(&self.dossier), self.now, self.ground.counting())
    }

    /// Name of whoever works on it, or empty.
    pub fn officer(&self) -> &str {
        let id = self.dossier.officer_id;
        let known = self.officers.iter().find(|(known, _)| Some(*known) == id);
        known.map_or(&self.dossier.officer_name, |(_, name)| name)
    }

    /// The last line of its history that tells of a step.
    pub fn last(&self, step: Step) -> Option<&Event> {
        let mut newest_first = self.events.iter().rev();
        newest_first.find(|event| event.action == step.as_str())
    }

    /// Whether an apology is owed now.
    pub fn is_owed(&self) -> bool {
        self.dossier.owed_from.is_some_and(|from| from <= self.now)
    }
}
