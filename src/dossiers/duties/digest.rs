//! Telling each officer what they owe, and each leader what their unit owes, on the morning of every working day: one
//! mail with codes and days, and nothing of whoever handed it in. Nothing is sent where nothing is due.

use diesel::QueryResult;
use rust_i18n::t;

use super::Duties;
use super::store::Reader;
use crate::db::DbConn;
use crate::dossiers::outlook::{Days, Outlook};
use crate::dossiers::pages::{apology_text, due_text, standing_text};
use crate::dossiers::steps::Ground;
use crate::dossiers::store::{Counts, Filter, Listed, Tab, count_tabs, list_dossiers};
use crate::error::AppResult;
use crate::messages::{NewMessage, Way, queue};
use crate::units::Scope;
use crate::web::language::Lang;

/// Dossiers of each part that a mail names; of the others it tells how many.
const NAMED: i64 = 30;
/// Language of the mails.
const LANG: Lang = Lang::Vi;

impl Duties {
    /// Once a working day.
    pub(super) fn tell(&mut self) -> AppResult<()> {
        let readers = self.morning.readers(&self.db, &self.clock, &self.ways)?;
        for reader in readers {
            // Whoever cannot be told keeps nobody else from being told.
            if let Err(error) = self.tell_one(&reader) {
                tracing::warn!(%error, account = reader.account_id, "not told of dossiers");
            }
        }
        Ok(())
    }

    fn tell_one(&self, reader: &Reader) -> AppResult<()> {
        let now = self.clock.now();
        let digest = self
            .db
            .read_blocking(|conn| Digest::find(conn, reader, now))?;
        let Some(digest) = digest else { return Ok(()) };
        let count = |tab: Tab| digest.counts.of(tab);
        let subject = t!(
            "dossiers.digest.subject",
            locale = LANG.code(),
            owed = count(Tab::Owed),
            late = count(Tab::Late),
            soon = count(Tab::Soon)
        );
        let body = t!(
            "dossiers.digest.body",
            locale = LANG.code(),
            lines = digest.lines.join("\n"),
            address = self.base.address("/dossiers")
        );
        let message = NewMessage {
            unit_id: reader.unit.id,
            way: Way::Email,
            recipient: &reader.email,
            subject: &subject,
            body: &body,
            once: &format!("dossiers due {} {}", reader.account_id, self.clock.today()),
        };
        self.db
            .write_and_rest(|conn| queue(conn, &message, now).map(|_| ()))
    }
}

/// What one mail tells.
struct Digest {
    counts: Counts,
    lines: Vec<String>,
}

impl Digest {
    /// What somebody is told now; nothing where nothing is pressing.
    fn find(
        conn: &mut DbConn,
        reader: &Reader,
        now: chrono::NaiveDateTime,
    ) -> QueryResult<Option<Self>> {
        let ground = Ground::find(conn, reader.unit.id)?;
        let (today, _) = ground.today(now);
        let scope = Scope::below(&reader.unit);
        let filter = Filter {
            officer_id: (!reader.leads).then_some(reader.account_id),
            field: None,
        };
        let counts = count_tabs(conn, &scope, &filter, today)?;
        let mut lines = Vec::new();
        for tab in [Tab::Owed, Tab::Late, Tab::Soon] {
            let named = list_dossiers(conn, &scope, &filter, (tab, today), (0, NAMED))?;
            lines.extend(part(tab, &named, counts.of(tab), &|dossier| {
                let outlook = Outlook::of(Days::from(dossier), now, ground.counting());
                line(dossier, &outlook)
            }));
        }
        Ok((!lines.is_empty()).then_some(Self { counts, lines }))
    }
}

/// A part of a mail: its name, its dossiers, and how many more there are. Those that are owed an apology are not named
/// again as late.
fn part(tab: Tab, named: &[Listed], count: usize, line: &dyn Fn(&Listed) -> String) -> Vec<String> {
    let again = |dossier: &&Listed| tab == Tab::Late && is_owed(dossier);
    let fresh: Vec<&Listed> = named.iter().filter(|dossier| !again(dossier)).collect();
    let more = count.saturating_sub(named.len());
    if fresh.is_empty() && more == 0 {
        return Vec::new();
    }
    let code = LANG.code();
    let name = t!(format!("dossiers.tab.{tab}"), locale = code);
    let mut lines = vec![
        t!(
            "dossiers.digest.part",
            locale = code,
            part = name,
            count = count
        )
        .into_owned(),
    ];
    lines.extend(fresh.into_iter().map(line));
    if more > 0 {
        lines.push(t!("dossiers.digest.more", locale = code, count = more).into_owned());
    }
    lines.push(String::new());
    lines
}

/// Of what is late an apology is owed unless it was said.
fn is_owed(dossier: &Listed) -> bool {
    dossier.owed_from.is_some()
}

/// "- H21.65-220914-0011: hẹn trả 29/04/2026, trễ 2 ngày làm việc, đã qua hạn xin lỗi (28/04)".
fn line(dossier: &Listed, outlook: &Outlook) -> String {
    let due = outlook.due.map(|due| {
        let due = due_text(due, LANG);
        t!("dossiers.digest.due", locale = LANG.code(), due = due).into_owned()
    });
    let wrong = outlook
        .is_wrong
        .then(|| t!("dossiers.due.wrong", locale = LANG.code()).into_owned());
    let words = due
        .into_iter()
        .chain([standing_text(outlook.standing, LANG)])
        .chain(outlook.apology.map(|day| apology_text(day, LANG)))
        .chain(wrong);
    let words: Vec<String> = words.collect();
    format!("- {}: {}", dossier.code, words.join(", "))
}
