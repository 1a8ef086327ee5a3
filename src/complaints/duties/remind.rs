//! Telling the leader, and whoever works on a case, before its day, on it and after it: one mail a day to each, which
//! names numbers and days and nothing of what was said. Each case says in its history that somebody was told.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::QueryResult;
use diesel::result::Error;
use rust_i18n::t;

use super::grounds::Grounds;
use super::recipients::{Letter, list_recipients};
use super::{Duties, store};
use crate::calendar::is_weekend;
use crate::calendar::store::find_working_days;
use crate::complaints::case::Case;
use crate::complaints::state::Step;
use crate::complaints::steps::Ground;
use crate::complaints::store::{Entry, has_event_since, hold_case, insert_event};
use crate::db::DbConn;
use crate::error::AppResult;
use crate::web::language::Lang;

/// Calendar days within which a case may be soon due: more than any unit's rule.
const HORIZON: i64 = 120;
/// Cases named in one mail; of the others it tells how many.
const NAMED: usize = 30;

/// How pressing a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Late,
    Today,
    /// The citizen must have been told by now that it is being seen to.
    ToTell,
    Soon,
}

impl Stage {
    fn of(due: NaiveDate, ground: &Ground) -> Option<Self> {
        match due.cmp(&ground.today) {
            std::cmp::Ordering::Less => Some(Self::Late),
            std::cmp::Ordering::Equal => Some(Self::Today),
            std::cmp::Ordering::Greater => (due <= ground.soon_until()).then_some(Self::Soon),
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Today => "today",
            Self::ToTell => "to_tell",
            Self::Soon => "soon",
        }
    }
}

/// A case that somebody is told of: how pressing, since or until when.
struct Pressing {
    stage: Stage,
    day: NaiveDate,
    case: Case,
}

impl Duties {
    /// Once a working day, on its first round. Whoever reads no mail is told by the inbox alone.
    pub(super) fn remind(&mut self) -> AppResult<()> {
        let today = self.clock.today();
        if self.reminded_on == Some(today) {
            return Ok(());
        }
        let calendar = self.db.read_blocking(find_working_days)?;
        // Nobody is told on a day off: on the next working day it is still true.
        if calendar.is_working(today).unwrap_or(!is_weekend(today)) {
            let pressing = self.list_pressing(today)?;
            let mut letters: BTreeMap<i64, Vec<&Pressing>> = BTreeMap::new();
            for one in &pressing {
                let told = self
                    .db
                    .read_blocking(|conn| list_recipients(conn, &one.case))?;
                for account in told {
                    letters.entry(account).or_default().push(one);
                }
            }
            for (account, told) in letters {
                self.write_to(account, told, today)?;
            }
        }
        self.reminded_on = Some(today);
        Ok(())
    }

    /// What is due soon, today or was before, and whom nobody has told in time that it is being seen to.
    fn list_pressing(&self, today: NaiveDate) -> AppResult<Vec<Pressing>> {
        let until = today + chrono::Duration::days(HORIZON);
        let (due, to_tell) = self.db.read_blocking(|conn| {
            let due = store::list_due_until(conn, until)?;
            Ok::<_, Error>((due, store::list_to_tell(conn, today)?))
        })?;
        let mut grounds = Grounds::at(&self.db, self.clock.now());
        let mut pressing = Vec::new();
        for (case, day) in due {
            if let Some(stage) = Stage::of(day, grounds.of(case.unit_id)?) {
                pressing.push(Pressing { stage, day, case });
            }
        }
        let stage = Stage::ToTell;
        let to_tell = to_tell.into_iter();
        pressing.extend(to_tell.map(|(case, day)| Pressing { stage, day, case }));
        Ok(pressing)
    }

    /// Writes into the history, once for each stage of each day, that somebody is told. Of a case that changed since it was
    /// looked at nobody is: the next round looks again.
    fn escalate(&self, conn: &mut DbConn, pressing: &Pressing) -> QueryResult<()> {
        let (case, now) = (&pressing.case, self.clock.now());
        let key = format!("complaints.duty.stage.{}", pressing.stage.as_str());
        let note = t!(key, locale = "vi", day = Lang::Vi.date(pressing.day)).into_owned();
        if !hold_case(conn, case)? {
            return Err(Error::RollbackTransaction);
        }
        let entry = Entry::by_rule(Step::Escalate, &note, now);
        if has_event_since(conn, case, &entry, case.received_at)? {
            return Ok(());
        }
        insert_event(conn, case, &entry)
    }

    /// The history of each case tells of a letter that is on its way, and of no other.
    fn write_to(&self, account: i64, mut told: Vec<&Pressing>, today: NaiveDate) -> AppResult<()> {
        told.sort_by_key(|one| (one.stage, one.day, one.case.id));
        let count = |stage: Stage| told.iter().filter(|one| one.stage == stage).count();
        let subject = t!(
            "complaints.duty.subject",
            locale = "vi",
            late = count(Stage::Late),
            today = count(Stage::Today),
            to_tell = count(Stage::ToTell),
            soon = count(Stage::Soon)
        );
        let line = |one: &&Pressing| self.line(one);
        let mut lines: Vec<String> = told.iter().take(NAMED).map(line).collect();
        if told.len() > NAMED {
            let more = told.len() - NAMED;
            lines.push(t!("complaints.duty.more", locale = "vi", count = more).into_owned());
        }
        let body = t!(
            "complaints.duty.body",
            locale = "vi",
            lines = lines.join("\n"),
            address = self.base.address("/complaints")
        );
        let letter = Letter {
            subject: &subject,
            body: &body,
            once: &format!("complaints due {account} {today}"),
        };
        self.write(|conn| {
            if self.mail(conn, account, &letter)? {
                told.iter().try_for_each(|one| self.escalate(conn, one))?;
            }
            Ok::<_, Error>(())
        })
    }

    fn line(&self, one: &Pressing) -> String {
        let (id, key) = (one.case.id, one.stage.as_str());
        t!(
            format!("complaints.duty.line.{key}"),
            locale = "vi",
            number = id,
            day = Lang::Vi.date(one.day),
            address = self.address_of(&one.case)
        )
        .into_owned()
    }
}
