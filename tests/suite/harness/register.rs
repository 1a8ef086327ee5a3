//! Complaints as they lie in the register, taken in and answered by the program's own functions.

use diesel::prelude::*;
use hailong::complaints::case::Case;
use hailong::complaints::store::{self, Entry, reread_case};
use hailong::complaints::{Class, Ground, Step, Taken, Way, take_step};
use hailong::db::schema::accounts;
use hailong::db::write_transaction;

use super::App;

/// What the office answers.
pub const ANSWER: &str = "Đường thôn 3 đã được san lấp. Cảm ơn ông/bà đã báo.";

impl App {
    /// A complaint of somebody who left name and number by a QR code, in a unit that is there.
    pub fn complaint(&self, unit: &str, text: &str, (name, phone): (&str, &str)) -> i64 {
        self.complain_with(unit, text, |new| {
            new.way = Way::Place;
            name.clone_into(&mut new.report.name);
            phone.clone_into(&mut new.report.phone);
        })
    }

    /// The case of a number.
    pub fn case(&self, number: i64) -> Case {
        reread_case(&mut self.database.connect(), number).unwrap()
    }

    /// The account of a login.
    pub fn account(&self, login: &str) -> i64 {
        accounts::table
            .filter(accounts::login.eq(login))
            .select(accounts::id)
            .first(&mut self.database.connect())
            .unwrap()
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
        let by = self.account(login);
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

    /// Keeps a case secret.
    pub fn confine(&self, number: i64) {
        self.step_with(number, (Step::Confine, ""), |case, _| case.confined = true);
    }

    /// Notes that a case names an officer.
    pub fn accuse(&self, number: i64, login: &str) {
        let case = self.case(number);
        let by = self.account(login);
        store::name_officer(&mut self.database.connect(), &case, by).unwrap();
    }

    /// Names of the steps of a case, oldest first.
    pub fn history(&self, number: i64) -> Vec<String> {
        let case = self.case(number);
        let events = store::list_events(&mut self.database.connect(), &case).unwrap();
        events.into_iter().map(|event| event.action).collect()
    }
}
