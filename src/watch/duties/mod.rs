//! What is done without anybody's click: looking at what is watched, in office hours of working days alone; a reminder
//! of what nobody acknowledged; and the letter of the week. However many servers look, each thing is told once.

mod letters;
mod week;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use self::letters::{Letters, Occasion};
use super::evidence::Evidence;
use super::look::Look;
use super::rule::{Change, Told};
use super::store::alerts::{self, Alert, AlertStep, BY_RULE};
use super::store::people::{list_led_units, list_readers};
use super::store::rules::{Rules, find_rules};
use super::subject::Subject;
use super::usual::is_worked;
use crate::calendar::WorkingDays;
use crate::calendar::store::find_working_days;
use crate::clock::{Clock, local_day, local_time};
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::messages::{Way, Ways};
use crate::rounds::{Ending, Part, see_to};
use crate::units::Unit;
use crate::web::public_url::BaseUrl;

/// Nothing rings before it, and the letter of the week is not written.
const BEGINS: NaiveTime = match NaiveTime::from_hms_opt(7, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// Nothing rings after it.
const ENDS: NaiveTime = match NaiveTime::from_hms_opt(17, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// After so many working days whoever leads is reminded of what nobody acknowledged.
const REMIND_AFTER: u32 = 3;

/// Sees to what is watched.
pub struct Duties {
    db: Db,
    clock: Clock,
    /// Whether and how messages leave.
    ways: Ways,
    /// Where people find this server.
    base: BaseUrl,
    /// The day on which this server wrote the letters of the week.
    told_on: Option<NaiveDate>,
}

/// What is to be done about a subject.
enum Doing {
    Begin(Subject, Told, Box<Evidence>),
    End(i64, AlertStep),
}

impl Duties {
    /// Duties of a server that people find at `base`.
    pub fn new(db: &Db, clock: &Clock, ways: &Ways, base: BaseUrl) -> Self {
        Self {
            db: db.clone(),
            clock: clock.clone(),
            ways: ways.clone(),
            base,
            told_on: None,
        }
    }

    /// One round. What fails is tried again on the next one, and keeps nothing else from being done.
    pub fn round(&mut self, ending: &Ending) {
        let parts: [(&str, Part<Self>); 2] = [
            ("look at what is watched", Self::look),
            ("tell of the week", Self::tell_of_week),
        ];
        see_to(self, &parts, ending);
    }

    fn look(&mut self) -> AppResult<()> {
        let now = self.clock.now();
        let calendar = self.db.read_blocking(find_working_days)?;
        if !is_office_time(&calendar, now) {
            return Ok(());
        }
        let letters = self.letters();
        for unit in self.db.read_blocking(list_led_units)? {
            // What cannot be looked at keeps nothing else from being seen.
            let looked = look_at(&self.db, &unit, now, letters.as_ref())
                .and_then(|()| self.remind(&unit, &calendar, letters.as_ref()));
            if let Err(error) = looked {
                tracing::warn!(%error, unit = unit.code, "not looked at");
            }
        }
        Ok(())
    }

    fn letters(&self) -> Option<Letters> {
        let base = self.base.clone();
        self.ways.is_open(Way::Email).then_some(Letters { base })
    }

    fn remind(
        &self,
        unit: &Unit,
        calendar: &WorkingDays,
        letters: Option<&Letters>,
    ) -> AppResult<()> {
        let now = self.clock.now();
        let waits = |alert: &Alert| {
            let since = calendar.between(local_day(alert.began_at), local_day(now));
            let known = alert.acknowledged_at.is_some() || alert.reminded_at.is_some();
            !known && since.is_ok_and(|days| days >= REMIND_AFTER)
        };
        let (mut open, rules) = self.db.read_blocking(|conn| {
            let open = alerts::list_open(conn, unit.id)?;
            Ok::<_, diesel::result::Error>((open, find_rules(conn, unit.id)?))
        })?;
        open.retain(waits);
        for alert in open {
            let told = rules.get(&alert.subject).map(|rule| rule.told);
            self.db.write_and_rest(|conn| {
                let is_new = alerts::take_step(conn, alert.id, AlertStep::Remind, &BY_RULE, now)?;
                match letters.filter(|_| is_new) {
                    Some(letters) => {
                        let told = told.unwrap_or(Told::Leaders);
                        let about = (alert.id, alert.subject, &alert.evidence);
                        letters.tell(conn, (unit, told), (Occasion::Remind, about), now)
                    }
                    None => Ok(()),
                }
            })?;
        }
        Ok(())
    }

    /// Once a week, on its first working day.
    fn tell_of_week(&mut self) -> AppResult<()> {
        let now = self.clock.now();
        let today = local_day(now);
        if self.told_on == Some(today) {
            return Ok(());
        }
        let calendar = self.db.read_blocking(find_working_days)?;
        if !is_office_time(&calendar, now) {
            return Ok(());
        }
        let readers = match self.letters() {
            Some(letters) if begins_week(&calendar, today) => {
                Some((letters, self.db.read_blocking(list_readers)?))
            }
            _ => None,
        };
        for (letters, reader) in readers
            .iter()
            .flat_map(|(letters, readers)| readers.iter().map(move |reader| (letters, reader)))
        {
            // Whoever cannot be told keeps nobody else from being told.
            if let Err(error) = week::tell(&self.db, letters, reader, now) {
                tracing::warn!(%error, account = reader.account_id, "not told of the week");
            }
        }
        self.told_on = Some(today);
        Ok(())
    }
}

fn is_office_time(calendar: &WorkingDays, now: NaiveDateTime) -> bool {
    let local = local_time(now);
    (BEGINS..=ENDS).contains(&local.time()) && is_worked(calendar, local.date())
}

/// Whether a day is worked and none of its week was before it.
fn begins_week(calendar: &WorkingDays, day: NaiveDate) -> bool {
    let before = u64::from(day.weekday().num_days_from_monday());
    is_worked(calendar, day) && (1..=before).all(|back| !is_worked(calendar, day - Days::new(back)))
}

/// Looks at everything that a unit watches, and notes what begins and what is over.
///
/// # Errors
/// The database refuses.
pub fn look_at(
    db: &Db,
    unit: &Unit,
    now: NaiveDateTime,
    letters: Option<&Letters>,
) -> AppResult<()> {
    let doings = db.read_blocking(|conn| find_doings(conn, unit, now))?;
    for doing in doings {
        db.write_and_rest(|conn| match &doing {
            Doing::End(id, step) => alerts::take_step(conn, *id, *step, &BY_RULE, now).map(|_| ()),
            Doing::Begin(subject, told, evidence) => {
                let begun = alerts::begin(conn, (unit.id, *subject), evidence, now)?;
                match letters.zip(begun) {
                    Some((letters, id)) => {
                        let about = (id, *subject, evidence.as_ref());
                        letters.tell(conn, (unit, *told), (Occasion::Begin, about), now)
                    }
                    None => Ok(()),
                }
            }
        })?;
    }
    Ok(())
}

fn find_doings(conn: &mut DbConn, unit: &Unit, now: NaiveDateTime) -> AppResult<Vec<Doing>> {
    let open = alerts::list_open(conn, unit.id)?;
    let rules: Rules = find_rules(conn, unit.id)?;
    let mut look = Look::at(conn, unit, now)?;
    let mut doings = Vec::new();
    for (subject, rule) in &rules {
        let rings = open.iter().find(|alert| alert.subject == *subject);
        if !rule.active {
            doings.extend(rings.map(|alert| Doing::End(alert.id, AlertStep::SwitchOff)));
            continue;
        }
        let evidence = look.see(conn, *subject, rule)?;
        match (
            rule.change(*subject, rings.is_some(), evidence.seen()),
            rings,
        ) {
            (Some(Change::Begin), _) => {
                doings.push(Doing::Begin(*subject, rule.told, Box::new(evidence)));
            }
            (Some(Change::End), Some(alert)) => {
                doings.push(Doing::End(alert.id, AlertStep::End));
            }
            _ => {}
        }
    }
    Ok(doings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DayKind, SpecialDay};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_week_begins_with_its_first_working_day() {
        let monday = SpecialDay {
            day: day("2026-06-15"),
            kind: DayKind::Off,
            name: "nghỉ".to_owned(),
        };
        let calendar = WorkingDays::new([2026], [&monday]);
        assert!(begins_week(&calendar, day("2026-06-08")));
        assert!(!begins_week(&calendar, day("2026-06-09")));
        assert!(!begins_week(&calendar, day("2026-06-15")), "a day off");
        assert!(begins_week(&calendar, day("2026-06-16")));
        assert!(!begins_week(&calendar, day("2026-06-20")));
    }

    #[test]
    fn nothing_rings_at_night_or_on_days_off() {
        let calendar = WorkingDays::new([2026], []);
        let at = |day: &str, hour| {
            let day: NaiveDate = day.parse().expect("a day");
            is_office_time(&calendar, day.and_hms_opt(hour, 0, 0).expect("a time"))
        };
        assert!(at("2026-06-15", 1), "eight in the morning in Vietnam");
        assert!(!at("2026-06-14", 23), "six");
        assert!(!at("2026-06-15", 12), "seven in the evening");
        assert!(!at("2026-06-13", 3), "Saturday");
    }
}
