//! Mails about notes: to whoever leads a unit when one comes, on the working day before it is due and once it is late;
//! to the observer when it is answered. A mail names the number of the note and its day, and nothing of what was said.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::QueryResult;
use rust_i18n::t;

use super::note::{Step, due};
use super::store::notes::list_unjudged;
use super::store::waiting::{Asked, list_waiting};
use super::store::{find_mailbox, list_leaders};
use crate::calendar::store::find_working_days;
use crate::calendar::{WorkingDays, is_weekend};
use crate::clock::{Clock, local_day, local_time};
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::messages::{NewMessage, Way, Ways, queue};
use crate::rounds::{Ending, Part, see_to};
use crate::units::Scope;
use crate::web::language::Lang;
use crate::web::public_url::BaseUrl;

/// Language of the mails.
const LANG: Lang = Lang::Vi;
/// Before it nobody is reminded of a day.
const BEGINS: NaiveTime = match NaiveTime::from_hms_opt(6, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

crate::text_enum! {
    /// Why somebody is told.
    enum Occasion {
        /// A note came, or its answer did not satisfy.
        Asked => "asked",
        /// It is due on the next working day.
        Due => "due",
        /// Its day is over.
        Late => "late",
        /// It was answered.
        Answered => "answered",
    }
}

/// Sees to mails about notes.
pub struct Duties {
    db: Db,
    clock: Clock,
    /// Whether and how messages leave.
    ways: Ways,
    /// Where people find this server.
    base: BaseUrl,
    /// What this server has told of; what another one has told, the outbox knows.
    told: BTreeSet<(Occasion, i64)>,
}

impl Duties {
    /// Duties of a server that people find at `base`.
    pub fn new(db: &Db, clock: &Clock, ways: &Ways, base: BaseUrl) -> Self {
        Self {
            db: db.clone(),
            clock: clock.clone(),
            ways: ways.clone(),
            base,
            told: BTreeSet::new(),
        }
    }

    /// One round. What fails is tried again on the next one, and keeps nothing else from being done.
    pub fn round(&mut self, ending: &Ending) {
        let parts: [(&str, Part<Self>); 2] = [
            ("tell of notes", Self::tell_leaders),
            ("tell of answers", Self::tell_observers),
        ];
        see_to(self, &parts, ending);
    }

    fn tell_leaders(&mut self) -> AppResult<()> {
        if !self.ways.is_open(Way::Email) {
            return Ok(());
        }
        let asked = self
            .db
            .read_blocking(|conn| list_waiting(conn, &Scope::everything()))?;
        if asked.is_empty() {
            return Ok(());
        }
        let (now, calendar) = (self.clock.now(), self.db.read_blocking(find_working_days)?);
        for one in asked {
            let day = day_of(&one, &calendar);
            let occasions = [
                Some(Occasion::Asked),
                day.and_then(|day| pressing(day, &calendar, now)),
            ];
            for occasion in occasions.into_iter().flatten() {
                let about = (one.entry_id, one.note_id, one.unit_id);
                self.tell(occasion, about, day, |conn| list_leaders(conn, one.unit_id))?;
            }
        }
        Ok(())
    }

    fn tell_observers(&mut self) -> AppResult<()> {
        if !self.ways.is_open(Way::Email) {
            return Ok(());
        }
        let answers = self.db.read_blocking(|conn| list_unjudged(conn, None))?;
        for (entry_id, note_id, account_id, unit_id) in answers {
            let about = (entry_id, note_id, unit_id);
            self.tell(Occasion::Answered, about, None, |conn| {
                find_mailbox(conn, account_id)
            })?;
        }
        Ok(())
    }

    fn tell(
        &mut self,
        occasion: Occasion,
        (entry_id, note_id, unit_id): (i64, i64, i64),
        day: Option<NaiveDate>,
        readers: impl Fn(&mut DbConn) -> QueryResult<Vec<(i64, String)>>,
    ) -> AppResult<()> {
        if self.told.contains(&(occasion, entry_id)) {
            return Ok(());
        }
        let address = self.base.address(&format!("/supervision/{note_id}"));
        let text = |key: &str| {
            let day = day.map_or_else(
                || t!("supervision.mail.no_day", locale = LANG.code()).into_owned(),
                |day| LANG.date(day),
            );
            t!(
                format!("supervision.mail.{occasion}.{key}"),
                locale = LANG.code(),
                number = note_id,
                day = day,
                address = address
            )
            .into_owned()
        };
        let (subject, body) = (text("subject"), text("body"));
        let now = self.clock.now();
        let readers = self.db.read_blocking(readers)?;
        self.db.write_and_rest(|conn| {
            for (account, email) in &readers {
                let message = NewMessage {
                    unit_id,
                    way: Way::Email,
                    recipient: email,
                    subject: &subject,
                    body: &body,
                    once: &format!("supervision {occasion} {entry_id} {account}"),
                };
                queue(conn, &message, now)?;
            }
            Ok::<_, diesel::result::Error>(())
        })?;
        self.told.insert((occasion, entry_id));
        Ok(())
    }
}

fn day_of(asked: &Asked, calendar: &WorkingDays) -> Option<NaiveDate> {
    let step: Step = asked.step.parse().ok()?;
    due(step, asked.at, asked.days, calendar)?.ok()
}

/// What of a day presses now, on the mornings of working days alone.
fn pressing(day: NaiveDate, calendar: &WorkingDays, now: NaiveDateTime) -> Option<Occasion> {
    let today = local_day(now);
    let is_worked = calendar.is_working(today).unwrap_or(!is_weekend(today));
    if !is_worked || local_time(now).time() < BEGINS {
        return None;
    }
    if day < today {
        return Some(Occasion::Late);
    }
    let next = calendar.after(today, 1).ok()?;
    (day == next).then_some(Occasion::Due)
}
