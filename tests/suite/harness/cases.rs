//! Complaints of a story: taken into the register as every way in does it, on a day of the story's own, and what people
//! do with them on their pages.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::clock::utc_of_local;
use hailong::complaints::store::recount_tallies;
use hailong::complaints::{Details, NewComplaint, Report, Way, take_in};
use hailong::db::schema::accounts;
use hailong::db::write_transaction;
use hailong::units::Scope;
use hailong::units::store::list_units;
use uuid::Uuid;

use super::app::until;
use super::people::PASSWORD;
use super::{Answer, App, Visitor};

/// A story begins on this morning in Vietnam: a Monday in a year whose working days are known, no holiday near.
pub const MORNING: &str = "2026-06-01T08:30:00";

/// Whom a story's citizen is.
pub const CITIZEN: &str = "Ksor H'Lan";
pub const PHONE: &str = "0905 123 456";

impl App {
    /// Turns the server's clock to a wall-clock time in Vietnam.
    pub fn turn_clock(&self, local: &str) {
        let local: NaiveDateTime = local.parse().unwrap();
        self.clock.shift(utc_of_local(local) - self.clock.now());
    }

    /// Turns the server's clock to a day at nine in the morning.
    pub fn turn_to_day(&self, day: &str) {
        self.turn_clock(&format!("{day}T09:00:00"));
    }

    /// Adds somebody of this name, who signs in.
    pub async fn officer(&self, unit: &str, role: Role, name: &str, login: &str) -> Visitor {
        self.add_unit(unit, None);
        let words = [
            "user",
            "add",
            "--password-stdin",
            "--unit",
            unit,
            "--role",
            role.as_str(),
            "--login",
            login,
            "--name",
            name,
        ];
        let added = super::app::hailong(&words, &self.database.address(), PASSWORD);
        assert_eq!(added.code, 0, "{}", added.err);
        let person = self.browser();
        person.sign_in(login, PASSWORD).await.is(303);
        person
    }

    /// A call of the story's citizen about a unit, as it comes into the register now. Its number.
    pub fn complain(&self, unit: &str, text: &str) -> i64 {
        self.complain_with(unit, text, |_| {})
    }

    /// The same after `change`.
    pub fn complain_with(
        &self,
        unit: &str,
        text: &str,
        change: impl FnOnce(&mut NewComplaint),
    ) -> i64 {
        let mut conn = self.database.connect();
        let units = list_units(&mut conn, &Scope::everything()).unwrap();
        let unit = units.into_iter().find(|known| known.code == unit).unwrap();
        let now = self.clock.now();
        let mut new = NewComplaint {
            report: Report {
                id: Uuid::new_v4(),
                text: text.to_owned(),
                phone: PHONE.to_owned(),
                name: CITIZEN.to_owned(),
            },
            unit_id: unit.id,
            counter_id: None,
            way: Way::Hotline,
            lang: "vi".to_owned(),
            created_at: now,
            received_at: now,
            details: Details::default(),
        };
        change(&mut new);
        // As the server does it: nobody sees half of it.
        write_transaction(&mut conn, |conn| take_in(conn, &new))
            .unwrap()
            .0
            .id
    }

    /// Fails where a count of cases is not what counting them anew gives, and stays so: a round may be at work between
    /// the two looks.
    #[track_caller]
    pub fn tallies_are_true(&self) {
        let mut conn = self.database.connect();
        until("true counts", || {
            recount_tallies(&mut conn).unwrap().is_empty()
        });
    }

    /// Id of the account with this login.
    pub fn account_id(&self, login: &str) -> i64 {
        accounts::table
            .filter(accounts::login.eq(login))
            .select(accounts::id)
            .first(&mut self.database.connect())
            .unwrap()
    }
}

/// Local day as the pages write it.
pub fn written(day: &str) -> String {
    let day: NaiveDate = day.parse().unwrap();
    day.format("%d/%m/%Y").to_string()
}

/// Address of a case.
pub fn address(number: i64) -> String {
    format!("/complaints/{number}")
}

impl Visitor {
    /// Takes a step on a case's page as it stands, with these fields filled in.
    pub async fn step(&self, number: i64, step: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(&address(number)).await.is(200);
        let mut form = page.form(&format!("/complaints/{number}/{step}"));
        for (name, value) in fields {
            form = form.with(name, value);
        }
        self.send(&form).await
    }

    /// Takes a step that must work.
    pub async fn did(&self, number: i64, step: &str, fields: &[(&str, &str)]) {
        let answer = self.step(number, step, fields).await;
        assert_eq!(answer.status, 303, "{step}: {}", answer.body);
    }

    /// Comes to work on another day.
    pub async fn back(&self, login: &str) -> &Self {
        self.sign_in(login, PASSWORD).await.is(303);
        self
    }

    /// Tries a step that the page does not offer, by a request written by hand.
    pub async fn forces(&self, number: i64, step: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token_of_session().await;
        // The first of a name counts.
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        all.push(("version", "1"));
        self.post(&format!("/complaints/{number}/{step}"), &all)
            .await
    }

    async fn token_of_session(&self) -> String {
        let page = self.get("/password").await.is(200);
        let forms = super::html::Form::all(&page.body);
        forms
            .iter()
            .find(|form| form.names().contains(&"csrf"))
            .map(|form| form.value("csrf"))
            .unwrap()
    }
}
