//! Telling those who wait: a citizen, through the signed call, that the complaint was received, answered, forwarded or
//! not taken in; and officers, as `announce` writes to them. What happened is read from the history, from where the last
//! round ended.

use chrono::Duration;
use rust_i18n::t;

use super::{BATCH, Duties, store};
use crate::complaints::state::Step;
use crate::complaints::store::message_key;
use crate::db::DbConn;
use crate::db::settings::{find_setting, hold_setting, replace_setting};
use crate::error::AppResult;
use crate::messages::{Event, HookEvent, NewMessage, Way, queue};
use crate::web::language::Lang;
use store::Happened;

/// Number of the last event that was told, or that nobody waited for.
const TOLD: &str = "complaints_told";
/// What is older is no news: when a gateway is set up, nobody hears of last year's answers.
const NEWS: Duration = Duration::days(2);

impl Duties {
    pub(super) fn tell_who_waits(&mut self) -> AppResult<()> {
        if !Way::ALL.iter().any(|way| self.ways.is_open(*way)) {
            return Ok(());
        }
        loop {
            let waits = self.db.read_blocking(untold)?;
            if waits.is_empty() {
                return Ok(());
            }
            self.write(|conn| {
                // Another server may be telling the same: whoever holds the place later goes on from there.
                hold_setting(conn, TOLD, "0")?;
                store::let_history_settle(conn)?;
                let happened = untold(conn)?;
                for event in &happened {
                    self.tell(conn, event)?;
                }
                if let Some(newest) = happened.last() {
                    replace_setting(conn, TOLD, &newest.id.to_string())?;
                }
                Ok::<_, diesel::result::Error>(())
            })?;
        }
    }

    /// Of what is confined its keeper alone hears, however late.
    fn tell(&self, conn: &mut DbConn, event: &Happened) -> diesel::QueryResult<()> {
        if event.case.confined {
            return self.tell_keeper(conn, event);
        }
        if event.at <= self.clock.now() - NEWS {
            return Ok(());
        }
        self.announce(conn, event)?;
        self.call(conn, event)
    }

    fn call(&self, conn: &mut DbConn, event: &Happened) -> diesel::QueryResult<()> {
        let case = &event.case;
        let (happened, name) = match event.step {
            Step::Receive => (Event::Received, "received"),
            Step::Approve => (Event::Answered, "answered"),
            Step::Forward => (Event::Forwarded, "forwarded"),
            Step::Refuse => (Event::Refused, "refused"),
            _ => return Ok(()),
        };
        let reached = event
            .phone
            .as_deref()
            .filter(|_| self.ways.is_open(Way::Hook));
        let Some(phone) = reached else {
            return Ok(());
        };
        let promised = case.due.filter(|_| case.promises_answer());
        let day = promised.map(|day| Lang::Vi.date(day)).unwrap_or_default();
        let key = match (name, day.is_empty()) {
            ("received", true) => "complaints.duty.sms.received_without_day".to_owned(),
            (name, _) => format!("complaints.duty.sms.{name}"),
        };
        let number = case.id.to_string();
        let text = t!(
            key,
            locale = "vi",
            unit = event.unit,
            number = number,
            day = day,
            address = self
                .base
                .address(&format!("/answers/follow?number={number}"))
        );
        let told = HookEvent {
            event: happened,
            unit: &event.unit_code,
            created_at: event.at,
            phone,
            text: &text,
            number: &number,
        };
        let once = message_key(event.id);
        let message = NewMessage {
            unit_id: case.unit_id,
            way: Way::Hook,
            recipient: "",
            subject: happened.as_str(),
            body: &told.body(&once),
            once: &once,
        };
        queue(conn, &message, event.at).map(|_| ())
    }
}

/// What happened since the last round.
fn untold(conn: &mut DbConn) -> diesel::QueryResult<Vec<Happened>> {
    let last: i64 = find_setting(conn, TOLD)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    store::list_happened(conn, last, BATCH)
}
