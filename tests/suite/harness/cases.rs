//! Complaints of a story: taken into the register as every way in does it, on a day of the story's own, brought to their
//! answer by the program's own functions, and what people do with them on their pages.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::clock::utc_of_local;
use hailong::complaints::case::Case;
use hailong::complaints::publish::{Words, replace_publication};
use hailong::complaints::store::{self, Entry, recount_tallies, reread_case};
use hailong::complaints::{
    Class, Details, Ground, NewComplaint, Report, Step, Taken, Way, take_in, take_step,
};
use hailong::db::schema::accounts;
use hailong::db::{DbConn, write_transaction};
use hailong::units::Scope;
use hailong::units::store::list_units;
use uuid::Uuid;

use super::app::until;
use super::desk::tamper;
use super::people::PASSWORD;
use super::{Answer, App, Visitor};

/// A story begins on this morning in Vietnam: a Monday in a year whose working days are known, no holiday near.
pub const MORNING: &str = "2026-06-01T08:30:00";

/// Whom a story's citizen is.
pub const CITIZEN: &str = "Ksor H'Lan";
pub const PHONE: &str = "0905 123 456";

/// What the office answers.
pub const ANSWER: &str = "Đường thôn 3 đã được san lấp. Cảm ơn ông/bà đã báo.";

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

    /// Two thousand cases with one word, beside those that are there.
    pub fn two_thousand_with(&self, word: &str) {
        let conn = &mut self.database.connect();
        let public_id = match conn {
            DbConn::Sqlite(_) => format!("CAST('{word}' || i AS BLOB)"),
            DbConn::Postgres(_) => format!("CAST('{word}' || i AS BYTEA)"),
        };
        let columns = "unit_id, channel, lang, created_at, received_at, counted_from";
        let sql = format!(
            "BEGIN; \
             WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 2000) \
             INSERT INTO complaints (public_id, text, {columns}) \
             SELECT {public_id}, '{word} thứ ' || i, {columns} FROM complaints, numbers WHERE id = 1; \
             INSERT INTO complaint_words (complaint_id, word, of_contact) \
             SELECT id, '{word}', FALSE FROM complaints WHERE text LIKE '{word} thứ %'; \
             COMMIT;"
        );
        tamper(conn, &sql).unwrap();
    }

    /// A complaint of somebody who left name and number by a QR code, in a unit that is there.
    pub fn complaint(&self, unit: &str, text: &str, (name, phone): (&str, &str)) -> i64 {
        self.complain_with(unit, text, |new| {
            new.way = Way::Place;
            name.clone_into(&mut new.report.name);
            phone.clone_into(&mut new.report.phone);
        })
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

    /// The case of a number.
    pub fn case(&self, number: i64) -> Case {
        reread_case(&mut self.database.connect(), number).unwrap()
    }

    /// Takes a step of a case.
    #[track_caller]
    pub fn step(&self, number: i64, step: Step, note: &str) -> Case {
        self.step_with(number, (step, note), |_, _| ())
    }

    /// Takes a step that changes something beside the state.
    #[track_caller]
    pub fn step_with(
        &self,
        number: i64,
        (step, note): (Step, &str),
        change: impl FnOnce(&mut Case, &Ground),
    ) -> Case {
        let entry = Entry {
            by: None,
            step,
            note,
            at: self.clock.now(),
        };
        let mut conn = self.database.connect();
        // Read and changed at once: a round may be at work on it.
        let taken = write_transaction(&mut conn, |conn| {
            let case = reread_case(conn, number)?;
            take_step(conn, &case, &entry, change)
        });
        match taken.unwrap() {
            Taken::Done(case) => *case,
            other => panic!("{step}: {other:?}"),
        }
    }

    /// The citizen rates the handling of a case.
    pub fn rate(&self, number: i64, score: i32) {
        self.step_with(number, (Step::Rate, ""), |case, _| case.score = Some(score));
    }

    /// Decides what a case is.
    pub fn classify(&self, number: i64, class: Class) -> Case {
        self.step_with(number, (Step::Classify, ""), |case, _| {
            case.decide(class, None, "");
        })
    }

    /// Classifies where nobody has, answers and approves by the account of a login.
    pub fn answer(&self, number: i64, text: &str, login: &str) -> Case {
        let by = self.account_id(login);
        if self.case(number).class().is_none() {
            self.classify(number, Class::Conduct);
        }
        let case = self.step(number, Step::Write, "");
        let now = self.clock.now();
        let mut conn = self.database.connect();
        store::insert_answer(&mut conn, &case, text, by, now).unwrap();
        assert!(store::approve_answer(&mut conn, &case, by, now).unwrap());
        self.step(number, Step::Approve, "")
    }

    /// Publishes an answered case in these words, by the account of a login.
    pub fn publish(&self, number: i64, answer: &str, login: &str) {
        let case = self.step(number, Step::Publish, "");
        let words = Words {
            title: "Đã trả lời".to_owned(),
            question: "Việc đã hỏi".to_owned(),
            answer: answer.to_owned(),
        };
        let by = (self.account_id(login), self.clock.now());
        replace_publication(&mut self.database.connect(), &case, &words, by).unwrap();
    }

    /// Keeps a case secret.
    pub fn confine(&self, number: i64) {
        self.step_with(number, (Step::Confine, ""), |case, _| case.confined = true);
    }

    /// Names of the steps of a case, oldest first.
    pub fn history(&self, number: i64) -> Vec<String> {
        let case = self.case(number);
        let events = store::list_events(&mut self.database.connect(), &case).unwrap();
        events.into_iter().map(|event| event.action).collect()
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

    /// Decides what a case is.
    pub async fn decides(&self, number: i64, class: &str) {
        self.did(number, "classify", &[("class", class)]).await;
    }

    /// Comes to work on another day.
    pub async fn back(&self, login: &str) -> &Self {
        self.sign_in(login, PASSWORD).await.is(303);
        self
    }

    /// Tries a step that the page does not offer, by a request written by hand.
    pub async fn forces(&self, number: i64, step: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        // The first of a name counts.
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        all.push(("version", "1"));
        self.post(&format!("/complaints/{number}/{step}"), &all)
            .await
    }

    /// What the forms of this session carry.
    pub async fn token(&self) -> String {
        let page = self.get("/password").await.is(200);
        let forms = super::html::Form::all(&page.body);
        forms
            .iter()
            .find(|form| form.names().contains(&"csrf"))
            .map(|form| form.value("csrf"))
            .unwrap()
    }
}
