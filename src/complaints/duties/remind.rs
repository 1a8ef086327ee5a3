//! Telling the leader, and whoever works on a case, before its day, on it and after it: one mail a day to each, which
//! names numbers and days and nothing of what was said. Each case says in its history that the leader was told.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_i18n::t;

use super::grounds::Grounds;
use super::recipients::{Letter, list_recipients};
use super::{Duties, store};
use crate::calendar::is_weekend;
use crate::calendar::store::find_working_days;
use crate::complaints::case::Case;
use crate::complaints::state::Step;
use crate::complaints::steps::Ground;
use crate::complaints::store::{Entry, hold_case, insert_event};
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
        let soon = ground.calendar.after(ground.today, ground.rules.days.soon);
        match due.cmp(&ground.today) {
            std::cmp::Ordering::Less => Some(Self::Late),
            std::cmp::Ordering::Equal => Some(Self::Today),
            std::cmp::Ordering::Greater => {
                soon.is_ok_and(|until| due <= until).then_some(Self::Soon)
            }
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

/// What one person is told: how pressing, the day, and the number of each case.
type Told = Vec<(Stage, NaiveDate, i64)>;

impl Duties {
    /// Once a working day, on its first round.
    pub(super) fn remind(&mut self) -> AppResult<()> {
        let today = self.clock.today();
        if self.reminded_on == Some(today) {
            return Ok(());
        }
        let calendar = self.db.read_blocking(find_working_days)?;
        // Nobody is told on a day off: on the next working day it is still true.
        if calendar.is_working(today).unwrap_or(!is_weekend(today)) {
            let mut letters: BTreeMap<i64, Told> = BTreeMap::new();
            for pressing in self.list_pressing(today)? {
                let Pressing { stage, day, case } = &pressing;
                self.escalate(&pressing)?;
                for account in self.db.read_blocking(|conn| list_recipients(conn, case))? {
                    letters
                        .entry(account)
                        .or_default()
                        .push((*stage, *day, case.id));
                }
            }
            for (account, told) in letters {
                self.write(account, told, today)?;
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
            Ok::<_, diesel::result::Error>((due, store::list_to_tell(conn, today)?))
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

    /// Writes into the history, once for each stage of each day, that the leader is told.
    fn escalate(&self, pressing: &Pressing) -> AppResult<()> {
        let (case, now) = (&pressing.case, self.clock.now());
        let key = format!("complaints.duty.stage.{}", pressing.stage.as_str());
        let note = t!(key, locale = "vi", day = Lang::Vi.date(pressing.day)).into_owned();
        self.db.write_blocking(|conn| {
            let is_mine = hold_case(conn, case)?;
            if !is_mine || store::was_done(conn, case, Step::Escalate, &note)? {
                return Ok::<_, diesel::result::Error>(());
            }
            let entry = Entry {
                by: None,
                step: Step::Escalate,
                note: &note,
                at: now,
            };
            insert_event(conn, case, &entry)
        })
    }

    fn write(&self, account: i64, mut told: Told, today: NaiveDate) -> AppResult<()> {
        told.sort();
        let count = |stage: Stage| told.iter().filter(|(of, ..)| *of == stage).count();
        let subject = t!(
            "complaints.duty.subject",
            locale = "vi",
            late = count(Stage::Late),
            today = count(Stage::Today),
            to_tell = count(Stage::ToTell),
            soon = count(Stage::Soon)
        );
        let line = |(stage, day, id): &(Stage, NaiveDate, i64)| {
            let key = format!("complaints.duty.line.{}", stage.as_str());
            let address = self.base.address(&format!("/complaints/{id}"));
            t!(
                key,
                locale = "vi",
                number = id,
                day = Lang::Vi.date(*day),
                address = address
            )
            .into_owned()
        };
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
        self.db
            .write_blocking(|conn| self.mail(conn, account, &letter))
    }
}
