//! Telling the leader, and whoever works on a case, before its day, on it and after it: one mail a day to each, which
//! names numbers and days and nothing of what was said. Each case says in its history that the leader was told.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_i18n::t;

use super::{Duties, store};
use crate::calendar::is_weekend;
use crate::calendar::store::find_working_days;
use crate::complaints::case::Case;
use crate::complaints::state::Step;
use crate::complaints::steps::Ground;
use crate::complaints::store::{
    Entry, find_keeper, find_rules, hold_case, insert_event, list_named,
};
use crate::error::AppResult;
use crate::messages::{NewMessage, Way, queue};
use crate::units::Scope;
use crate::units::store::find_unit;
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
            Self::Soon => "soon",
        }
    }
}

/// What one person is told.
#[derive(Default)]
struct Letter {
    unit_id: i64,
    cases: Vec<(Stage, NaiveDate, i64)>,
}

impl Duties {
    /// Once a working day, on its first round.
    pub(super) fn remind(&mut self) -> AppResult<()> {
        let (now, today) = (self.clock.now(), self.clock.today());
        if self.reminded_on == Some(today) {
            return Ok(());
        }
        let calendar = self.db.read_blocking(find_working_days)?;
        // Nobody is told on a day off: on the next working day it is still true.
        if !calendar.is_working(today).unwrap_or(!is_weekend(today)) {
            self.reminded_on = Some(today);
            return Ok(());
        }
        let until = today + chrono::Duration::days(HORIZON);
        let pressing = self
            .db
            .read_blocking(|conn| store::list_due_until(conn, until))?;
        let mut letters: BTreeMap<i64, Letter> = BTreeMap::new();
        let mut grounds: BTreeMap<i64, Ground> = BTreeMap::new();
        for (case, due) in &pressing {
            let ground = match grounds.remove(&case.unit_id) {
                Some(ground) => ground,
                None => self
                    .db
                    .read_blocking(|conn| Ground::find(conn, case.unit_id, now))?,
            };
            if let Some(stage) = Stage::of(*due, &ground) {
                self.escalate(case, stage, *due)?;
                for account in self.told(case)? {
                    let letter = letters.entry(account).or_default();
                    letter.unit_id = case.unit_id;
                    letter.cases.push((stage, *due, case.id));
                }
            }
            grounds.insert(case.unit_id, ground);
        }
        for (account, letter) in letters {
            self.write(account, letter, today)?;
        }
        self.reminded_on = Some(today);
        Ok(())
    }

    /// Whoever works on it, and the leader who would keep it: the one whom the rules name, else the only one, else one
    /// above; never one whom it names. Of what is confined its keeper alone.
    fn told(&self, case: &Case) -> AppResult<Vec<i64>> {
        if case.confined {
            return Ok(case.keeper_id.into_iter().collect());
        }
        let leaders = self.db.read_blocking(|conn| {
            let named: Vec<i64> = list_named(conn, case)?
                .into_iter()
                .map(|(id, _)| id)
                .collect();
            let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
                .ok_or(diesel::result::Error::NotFound)?;
            let rules = find_rules(conn, &unit)?;
            let own = store::list_leaders(conn, case.unit_id)?;
            let own: Vec<i64> = own.into_iter().filter(|id| !named.contains(id)).collect();
            // Where several lead and none is chosen, all of them are told.
            if rules.leader_id.is_none() && !own.is_empty() {
                return Ok(own);
            }
            Ok::<_, diesel::result::Error>(find_keeper(conn, &unit, &named)?.into_iter().collect())
        })?;
        let mut told: Vec<i64> = leaders.into_iter().chain(case.assignee_id).collect();
        told.sort_unstable();
        told.dedup();
        Ok(told)
    }

    /// Writes into the history, once for each stage of each day, that the leader is told.
    fn escalate(&self, case: &Case, stage: Stage, due: NaiveDate) -> AppResult<()> {
        let now = self.clock.now();
        let key = format!("complaints.duty.stage.{}", stage.as_str());
        let note = t!(key, locale = "vi", day = Lang::Vi.date(due)).into_owned();
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

    /// Without a mail server there is nothing to write: a pile of old letters helps nobody later.
    fn write(&self, account: i64, mut letter: Letter, today: NaiveDate) -> AppResult<()> {
        if !self.ways.is_open(Way::Email) {
            return Ok(());
        }
        letter.cases.sort();
        let count = |stage: Stage| letter.cases.iter().filter(|(of, ..)| *of == stage).count();
        let subject = t!(
            "complaints.duty.subject",
            locale = "vi",
            late = count(Stage::Late),
            today = count(Stage::Today),
            soon = count(Stage::Soon)
        );
        let line = |(stage, due, id): &(Stage, NaiveDate, i64)| {
            let key = format!("complaints.duty.line.{}", stage.as_str());
            let address = self.base.address(&format!("/complaints/{id}"));
            t!(
                key,
                locale = "vi",
                number = id,
                day = Lang::Vi.date(*due),
                address = address
            )
            .into_owned()
        };
        let mut lines: Vec<String> = letter.cases.iter().take(NAMED).map(line).collect();
        if letter.cases.len() > NAMED {
            let more = letter.cases.len() - NAMED;
            lines.push(t!("complaints.duty.more", locale = "vi", count = more).into_owned());
        }
        let inbox = self.base.address("/complaints");
        let (lines, now) = (lines.join("\n"), self.clock.now());
        let body = t!(
            "complaints.duty.body",
            locale = "vi",
            lines = lines,
            address = inbox
        );
        self.db.write_blocking(|conn| {
            let Some(email) = store::find_email(conn, account)? else {
                return Ok::<_, diesel::result::Error>(());
            };
            let message = NewMessage {
                unit_id: letter.unit_id,
                way: Way::Email,
                recipient: &email,
                subject: &subject,
                body: &body,
                once: &format!("complaints due {account} {today}"),
            };
            queue(conn, &message, now).map(|_| ())
        })
    }
}
