//! What rows are held against in one unit: its catalogue, its officers, its calendar and its hours.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;

use super::fault::Fault;
use super::moment::Told;
use super::said::{Reported, Said};
use crate::accounts::store::list_accounts;
use crate::clock::{local_time, utc_of_local};
use crate::db::DbConn;
use crate::dossiers::dossier::{Application, Dossier, Way};
use crate::dossiers::limit::end_of;
use crate::dossiers::procedure::Procedure;
use crate::dossiers::state::State;
use crate::dossiers::steps::Ground;
use crate::dossiers::store::list_catalogue;
use crate::units::Scope;
use crate::vietnamese::fold;

/// A day of receipt without a time begins when most desks do.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// A unit as an import sees it.
pub struct Held {
    /// Its calendar and rules.
    pub ground: Ground,
    /// Now, UTC.
    pub now: NaiveDateTime,
    /// Procedures by code and by folded name, those of the nearest unit first.
    procedures: HashMap<String, Vec<Procedure>>,
    /// Officers by login and by folded name; nobody where two have the same.
    officers: HashMap<String, Option<i64>>,
}

/// What a name of a procedure stands for.
pub enum Known<'a> {
    /// It is in the catalogue and holds.
    Here(&'a Procedure),
    /// It is in the catalogue for other days.
    Elsewhen(&'a Procedure),
    /// It is not.
    No,
}

impl Held {
    /// That of a unit.
    ///
    /// # Errors
    /// The database refuses, or there is no such unit.
    pub fn find(conn: &mut DbConn, unit_id: i64, now: NaiveDateTime) -> QueryResult<Self> {
        let ground = Ground::find(conn, unit_id)?;
        let mut procedures: HashMap<String, Vec<Procedure>> = HashMap::new();
        for procedure in list_catalogue(conn, &ground.unit)? {
            let name = fold(&procedure.name);
            for key in [procedure.code.clone(), name] {
                procedures.entry(key).or_default().push(procedure.clone());
            }
        }
        let mut officers: HashMap<String, Option<i64>> = HashMap::new();
        let accounts = list_accounts(conn, &Scope::below(&ground.unit))?;
        for (account, _) in accounts.iter().filter(|(account, _)| account.active) {
            let name = officers.entry(fold(&account.name));
            name.and_modify(|other| *other = None)
                .or_insert(Some(account.id));
        }
        for (account, _) in accounts.iter().filter(|(account, _)| account.active) {
            officers.insert(account.login.clone(), Some(account.id));
        }
        Ok(Self {
            ground,
            now,
            procedures,
            officers,
        })
    }

    /// The procedure of this code or name on a day.
    pub fn procedure(&self, called: &str, day: NaiveDate) -> Known<'_> {
        let found = self.procedures.get(called.trim());
        let Some(found) = found.or_else(|| self.procedures.get(&fold(called))) else {
            return Known::No;
        };
        match (found.iter().find(|one| one.holds_on(day)), found.first()) {
            (Some(holds), _) => Known::Here(holds),
            (None, Some(other)) => Known::Elsewhen(other),
            (None, None) => Known::No,
        }
    }

    /// The account of an officer, by login or full name.
    pub fn officer(&self, called: &str) -> Option<i64> {
        let found = self.officers.get(&called.to_lowercase());
        found
            .or_else(|| self.officers.get(&fold(called)))
            .copied()
            .flatten()
    }

    /// When it came in, UTC: 08:00 where only the day is told, but not after now.
    pub fn received_at(&self, told: Told) -> NaiveDateTime {
        utc_of_local(told.at(MORNING)).min(self.now)
    }

    /// By when, UTC: a day means its end.
    pub fn due_at(&self, told: Told) -> NaiveDateTime {
        utc_of_local(
            told.time
                .map_or_else(|| end_of(told.day), |time| told.day.and_time(time)),
        )
    }

    /// When it was over, UTC. Of a day without a time nothing bad is thought: it was before the hour that was promised,
    /// after the receipt, and not after now.
    pub fn ended_at(&self, told: Told, said: &Said) -> NaiveDateTime {
        if let Some(time) = told.time {
            return utc_of_local(told.day.and_time(time)).max(self.received_at(said.received));
        }
        let (_, closes) = self.ground.rules.hours.afternoon;
        let mut moment = told.day.and_time(closes);
        if let Some(due) = said.due.filter(|due| due.day == told.day) {
            moment = moment.min(local_time(self.due_at(due)));
        }
        utc_of_local(moment)
            .min(self.now)
            .max(self.received_at(said.received))
    }

    /// Since when a clock stands that is seen standing, UTC. The file does not say: not since after its day, as nothing
    /// bad is thought.
    pub fn stood_from(&self, dossier: &Dossier) -> NaiveDateTime {
        let seen = self.now.min(dossier.first_due_at.unwrap_or(self.now));
        seen.max(dossier.received_at)
    }

    /// A dossier that was not there before.
    ///
    /// # Errors
    /// No day is told, and none can be counted.
    pub fn take_in(&self, reported: &Reported) -> Result<(Dossier, Application), Fault> {
        let said = &reported.said;
        let mut new = Dossier::received(
            self.ground.unit.id,
            reported.code.clone(),
            self.received_at(said.received),
        );
        self.name_procedure(&mut new, said);
        if let Some(due) = said.due {
            new.first_due_at = Some(self.due_at(due));
            new.due_at = new.first_due_at;
        } else {
            self.count(&mut new, said)?;
        }
        if new.first_due_at.is_some_and(|due| due < new.received_at) {
            return Err(Fault::DueBeforeReceived);
        }
        self.name_officer(&mut new, said);
        new.way = said.way.unwrap_or(Way::Desk);
        new.contacts = said.contacts;
        new.agencies = said.agencies;
        new.state = said.state;
        if said.state.stands_still() {
            new.stop(self.stood_from(&new));
            new.supplements = i32::from(said.state == State::Supplement);
        }
        new.ended_at = said.ended.map(|told| self.ended_at(told, said));
        let returned = said.returned.map(|told| self.ended_at(told, said));
        new.returned_at = returned.max(new.ended_at.filter(|_| returned.is_some()));
        new.count_delay(&self.ground.calendar);
        new.settle();
        let mut application = Application::default();
        reported.applicant.put_into(&mut application);
        Ok((new, application))
    }

    /// Its procedure as the catalogue knows it, or as it is called.
    pub fn name_procedure(&self, dossier: &mut Dossier, said: &Said) {
        let called = said.procedure.as_deref().unwrap_or_default();
        match self.procedure(called, said.received.day) {
            Known::Here(known) | Known::Elsewhen(known) => {
                dossier.procedure_id = Some(known.id);
                dossier.procedure_name.clone_from(&known.name);
                dossier.field.clone_from(&known.field);
            }
            Known::No => {
                dossier.procedure_id = None;
                called.clone_into(&mut dossier.procedure_name);
            }
        }
        if let Some(field) = said.field.as_ref().filter(|_| dossier.field.is_empty()) {
            dossier.field.clone_from(field);
        }
    }

    /// Its officer: an account, or a name.
    pub fn name_officer(&self, dossier: &mut Dossier, said: &Said) {
        let Some(called) = &said.officer else {
            return;
        };
        dossier.officer_id = self.officer(called);
        dossier.officer_name = match dossier.officer_id {
            Some(_) => String::new(),
            None => called.clone(),
        };
    }

    /// Counts its day by the limit of its procedure.
    fn count(&self, new: &mut Dossier, said: &Said) -> Result<(), Fault> {
        let called = said.procedure.as_deref().unwrap_or_default();
        let limit = match self.procedure(called, said.received.day) {
            Known::Here(known) => known.limit().ok_or(Fault::NoDue)?,
            Known::Elsewhen(_) => return Err(Fault::NoLimitThen),
            Known::No => return Err(Fault::NoDue),
        };
        new.set_limit(limit);
        new.count(self.ground.counting())
            .map_err(|missing| Fault::NoCalendar(missing.year))
    }
}
