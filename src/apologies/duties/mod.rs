//! What is due for letters without anybody's click: on each working morning mail on those that wait to be signed, to be
//! mended or to be handed over; at once mail to the leader on a dossier that missed its new day, too; and letters whose
//! applicant was erased.

mod store;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_i18n::t;

use self::store::{Exception, list_exceptions};
use super::apology::State;
use super::erase::erase_letters;
use super::sender::find_sender;
use super::store::{Line, Tab, count_tabs, list_lines};
use crate::clock::{Clock, local_day};
use crate::db::{Db, DbConn};
use crate::dossiers::duties::{Morning, Reader, list_readers};
use crate::error::AppResult;
use crate::messages::{NewMessage, Way, Ways, queue};
use crate::rounds::{Ending, Part, see_to};
use crate::units::Scope;
use crate::web::language::Lang;
use crate::web::public_url::BaseUrl;

/// Letters of each part that a mail names; of the others it tells how many.
const NAMED: i64 = 30;
/// Language of the mails.
const LANG: Lang = Lang::Vi;

/// Sees to what is due.
pub struct Duties {
    db: Db,
    clock: Clock,
    /// Whether and how messages leave.
    ways: Ways,
    /// Where people find this server.
    base: BaseUrl,
    morning: Morning,
    /// The day on which letters were looked through whose applicant was erased.
    erased_on: Option<NaiveDate>,
    /// Exceptions that this server has told of; another one's are known to the outbox.
    told: BTreeSet<i64>,
}

impl Duties {
    /// Duties of a server that people find at `base`.
    pub fn new(db: &Db, clock: &Clock, ways: &Ways, base: BaseUrl) -> Self {
        Self {
            db: db.clone(),
            clock: clock.clone(),
            ways: ways.clone(),
            base,
            morning: Morning::default(),
            erased_on: None,
            told: BTreeSet::new(),
        }
    }

    /// One round. What fails is tried again on the next one, and keeps nothing else from being done.
    pub fn round(&mut self, ending: &Ending) {
        let parts: [(&str, Part<Self>); 3] = [
            ("tell of exceptions", Self::tell_exceptions),
            ("tell of letters", Self::tell),
            ("erase letters", Self::erase),
        ];
        see_to(self, &parts, ending);
    }

    /// Whoever signs for a dossier that missed its new day, too, once.
    fn tell_exceptions(&mut self) -> AppResult<()> {
        if !self.ways.is_open(Way::Email) {
            return Ok(());
        }
        let now = self.clock.now();
        let mut exceptions = self.db.read_blocking(|conn| list_exceptions(conn, now))?;
        exceptions.retain(|exception| !self.told.contains(&exception.dossier_id));
        if exceptions.is_empty() {
            return Ok(());
        }
        let readers = self.db.read_blocking(list_readers)?;
        for exception in &exceptions {
            let unit = exception.unit_id;
            let sender = self.db.read_blocking(|conn| find_sender(conn, unit))?;
            let signs = |reader: &&Reader| reader.leads && sender.is_signed_in(reader.unit.id);
            for leader in readers.iter().filter(signs) {
                self.tell_exception(exception, leader)?;
            }
            self.told.insert(exception.dossier_id);
        }
        Ok(())
    }

    fn tell_exception(&self, exception: &Exception, leader: &Reader) -> AppResult<()> {
        let (id, code) = (exception.dossier_id, &exception.code);
        let address = self.base.address(&format!("/dossiers/{id}"));
        let text = |key: &str| {
            let key = format!("apologies.exception.{key}");
            t!(key, locale = LANG.code(), code = code, address = address)
        };
        let once = format!("dossier late again {id}");
        self.send(leader, &once, (&text("subject"), &text("body")))
    }

    /// Leaders of what waits for them and for the citizens, officers of what they have to mend and to hand over.
    fn tell(&mut self) -> AppResult<()> {
        let readers = self.morning.readers(&self.db, &self.clock, &self.ways)?;
        for reader in readers {
            // Whoever cannot be told keeps nobody else from being told.
            if let Err(error) = self.tell_one(&reader) {
                tracing::warn!(%error, account = reader.account_id, "not told of letters");
            }
        }
        Ok(())
    }

    fn tell_one(&self, reader: &Reader) -> AppResult<()> {
        let own = match reader.leads {
            true => (Tab::Waiting, State::Waiting),
            false => (Tab::Returned, State::Returned),
        };
        let parts = [own, (Tab::Issued, State::Issued)];
        let lines = self.db.read_blocking(|conn| {
            let scope = Scope::below(&reader.unit);
            let parts = parts.map(|part| find_part(conn, &scope, part));
            let lines: Result<Vec<_>, _> = parts.into_iter().collect();
            lines.map(|parts| parts.concat())
        })?;
        if lines.is_empty() {
            return Ok(());
        }
        let subject = t!("apologies.digest.subject", locale = LANG.code());
        let body = t!(
            "apologies.digest.body",
            locale = LANG.code(),
            lines = lines.join("\n"),
            address = self.base.address("/apologies")
        );
        let once = format!("apologies due {}", self.clock.today());
        self.send(reader, &once, (&subject, &body))
    }

    /// Once a day, after applicants were.
    fn erase(&mut self) -> AppResult<()> {
        let today = self.clock.today();
        if self.erased_on != Some(today) {
            erase_letters(&self.db)?;
            self.erased_on = Some(today);
        }
        Ok(())
    }

    fn send(&self, reader: &Reader, what: &str, (subject, body): (&str, &str)) -> AppResult<()> {
        let message = NewMessage {
            unit_id: reader.unit.id,
            way: Way::Email,
            recipient: &reader.email,
            subject,
            body,
            once: &format!("{what} {}", reader.account_id),
        };
        let now = self.clock.now();
        self.db
            .write_and_rest(|conn| queue(conn, &message, now).map(|_| ()))
    }
}

/// A part of a mail: its name, its letters, whoever waits longest first, and how many more there are.
fn find_part(
    conn: &mut DbConn,
    scope: &Scope,
    (tab, state): (Tab, State),
) -> diesel::QueryResult<Vec<String>> {
    let counts = count_tabs(conn, scope)?;
    let count = counts.iter().find(|(other, _)| *other == tab);
    let count = count.map_or(0, |(_, count)| *count);
    if count == 0 {
        return Ok(Vec::new());
    }
    let code = LANG.code();
    let name = t!(format!("apologies.tab.{tab}"), locale = code);
    let mut lines = vec![format!("{name} ({count}):")];
    let named = list_lines(conn, scope, state, (0, NAMED))?;
    lines.extend(named.iter().map(line));
    if count > NAMED {
        lines.push(
            t!(
                "apologies.digest.more",
                locale = code,
                count = count - NAMED
            )
            .into_owned(),
        );
    }
    lines.push(String::new());
    Ok(lines)
}

/// "- TB-260601-0001: Trả kết quả trễ hẹn, từ 08/06/2026".
fn line(line: &Line) -> String {
    let since = local_day(line.issued_at.unwrap_or(line.drafted_at));
    t!(
        "apologies.digest.line",
        locale = LANG.code(),
        code = line.code,
        what = t!(
            format!("apologies.kind.{}", line.kind),
            locale = LANG.code()
        ),
        since = LANG.date(since)
    )
    .into_owned()
}
