//! Dossiers of a story: registered as they stand, and what happens to them, by the program's own functions.

use chrono::NaiveDateTime;
use hailong::clock::utc_of_local;
use hailong::db::write_transaction;
use hailong::dossiers::store::{self, Entry};
use hailong::dossiers::{Application, Dossier, Step, Taken, take_step};
use hailong::units::Scope;
use hailong::units::store::list_units;

use super::cases::{CITIZEN, PHONE};
use super::{Answer, App, Visitor};

/// What a story's dossiers ask for.
pub const PROCEDURE: &str = "Cấp bản sao trích lục hộ tịch";

/// The UTC moment of a wall-clock time in Vietnam: `2026-06-05T23:59:59`.
pub fn moment(local: &str) -> NaiveDateTime {
    utc_of_local(local.parse().unwrap())
}

impl App {
    /// A dossier of a unit, received now and due at a wall-clock time, after `change`. Its row.
    pub fn dossier(&self, unit: &str, due: &str, change: impl FnOnce(&mut Dossier)) -> i64 {
        let mut conn = self.database.connect();
        let units = list_units(&mut conn, &Scope::everything()).unwrap();
        let unit = units.into_iter().find(|known| known.code == unit).unwrap();
        let now = self.clock.now();
        let count = self.count("dossiers") + 1;
        let code = format!("H21.65-260601-{count:04}");
        let mut dossier = Dossier::received(unit.id, code, now);
        PROCEDURE.clone_into(&mut dossier.procedure_name);
        dossier.first_due_at = Some(moment(due));
        dossier.due_at = dossier.first_due_at;
        change(&mut dossier);
        dossier.settle();
        let application = Application {
            name: CITIZEN.to_owned(),
            identity: "064190001234".to_owned(),
            phone: PHONE.to_owned(),
            email: "hlan@example.vn".to_owned(),
            ..Application::default()
        };
        let entry = Entry {
            by: None,
            step: Step::Receive,
            note: "",
            at: now,
            noted_at: now,
        };
        let stored = write_transaction(&mut conn, |conn| {
            store::insert_dossier(conn, &dossier, &application, &entry)
        });
        stored.unwrap().expect("a code of its own").id
    }

    /// A dossier as it is stored.
    pub fn dossier_now(&self, id: i64) -> Dossier {
        let mut conn = self.database.connect();
        store::find_dossier(&mut conn, &Scope::everything(), id)
            .unwrap()
            .unwrap()
    }

    /// What somebody does who writes into the database by hand.
    pub fn forced(&self, sql: &str) -> diesel::QueryResult<()> {
        super::desk::tamper(&mut self.database.connect(), sql)
    }

    /// Something happens to a dossier now.
    pub fn happens(&self, id: i64, step: Step) {
        let before = self.dossier_now(id);
        let now = self.clock.now();
        let entry = Entry {
            by: None,
            step,
            note: "",
            at: now,
            noted_at: now,
        };
        let taken = write_transaction(&mut self.database.connect(), |conn| {
            take_step(conn, &before, &entry, |_| {})
        });
        assert!(matches!(taken.unwrap(), Taken::Done(_)), "{step}");
    }
}

impl Visitor {
    /// Drafts an apology for a dossier with these fields filled in.
    pub async fn drafts(&self, dossier: i64, fields: &[(&str, &str)]) -> Answer {
        let address = format!("/apologies/new?dossier={dossier}");
        let mut form = self.get(&address).await.is(200).form(&address);
        for (name, value) in fields {
            form = form.with(name, value);
        }
        self.send(&form).await
    }

    /// Drafts one that must be taken; its row.
    pub async fn drafted(&self, dossier: i64, fields: &[(&str, &str)]) -> i64 {
        let answer = self.drafts(dossier, fields).await.is(303);
        let address = answer.header("location");
        let id = address.trim_start_matches("/apologies/");
        id.split('?').next().unwrap().parse().unwrap()
    }

    /// Takes a step on an apology's page as it stands, with these fields filled in.
    pub async fn apology_step(&self, id: i64, step: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(&format!("/apologies/{id}")).await.is(200);
        let mut form = page.form(&format!("/apologies/{id}/{step}"));
        for (name, value) in fields {
            form = form.with(name, value);
        }
        self.send(&form).await
    }
}
