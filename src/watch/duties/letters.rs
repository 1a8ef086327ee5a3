//! Mails about alerts: their figures, and where they are acknowledged. Nobody is named in them.

use chrono::NaiveDateTime;
use diesel::QueryResult;
use rust_i18n::t;

use crate::db::DbConn;
use crate::messages::{NewMessage, Way, queue};
use crate::units::Unit;
use crate::watch::evidence::Evidence;
use crate::watch::rule::Told;
use crate::watch::store::people::list_told;
use crate::watch::subject::Subject;
use crate::watch::words::{facts, headline};
use crate::web::language::Lang;
use crate::web::public_url::BaseUrl;

/// Language of the mails.
pub const LANG: Lang = Lang::Vi;

/// Writes mails.
pub struct Letters {
    /// Where people find this server.
    pub base: BaseUrl,
}

crate::text_enum! {
    /// Why somebody is told.
    pub enum Occasion {
        /// It began.
        Begin => "begin",
        /// Nobody acknowledged it.
        Remind => "remind",
    }
}

impl Letters {
    /// Tells whoever is to be told of an alert.
    ///
    /// # Errors
    /// The database refuses.
    pub fn tell(
        &self,
        conn: &mut DbConn,
        (unit, told): (&Unit, Told),
        (occasion, (id, subject, evidence)): (Occasion, (i64, Subject, &Evidence)),
        now: NaiveDateTime,
    ) -> QueryResult<()> {
        let text = |key: &str| {
            let facts: Vec<String> = facts(subject, evidence, LANG)
                .into_iter()
                .map(|fact| format!("- {fact}"))
                .collect();
            t!(
                format!("watch.mail.{occasion}.{key}"),
                locale = LANG.code(),
                what = headline(subject, evidence, LANG),
                unit = unit.name,
                facts = facts.join("\n"),
                address = self.base.address(&format!("/watch/{id}"))
            )
            .into_owned()
        };
        let (subject, body) = (text("subject"), text("body"));
        for (account, email) in list_told(conn, unit.id, told)? {
            let message = NewMessage {
                unit_id: unit.id,
                way: Way::Email,
                recipient: &email,
                subject: &subject,
                body: &body,
                once: &format!("watch {occasion} {id} {account}"),
            };
            queue(conn, &message, now)?;
        }
        Ok(())
    }
}
