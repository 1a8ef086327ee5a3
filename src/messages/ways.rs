//! The ways out that the operator opened.

use chrono::NaiveDateTime;

use super::failure::{Failure, Fault};
use super::hook::{Call, Hook};
use super::mail::{Mail, Mailer};
use super::message::{Way, public_id};
use super::store::Due;
use crate::config::MessagesConfig;
use crate::error::{AppError, AppResult};

/// How messages can leave; a way that is not open keeps its messages.
#[derive(Clone)]
pub struct Ways {
    pub(super) mail: Option<Mailer>,
    pub(super) hook: Option<Hook>,
}

impl Ways {
    /// Reads the settings.
    ///
    /// # Errors
    /// A value is wrong or one is missing; said in words, without the value.
    pub fn read(config: &MessagesConfig) -> AppResult<Self> {
        let mail = match (&config.smtp_url, &config.mail_from) {
            (None, None) => Ok(None),
            (Some(url), Some(from)) => Mailer::read(url.reveal(), from).map(Some),
            (Some(_), None) => Err(needs(
                "--smtp-url",
                "--mail-from or HAILONG_MAIL_FROM, the sender",
            )),
            (None, Some(_)) => Err(needs(
                "--mail-from",
                "--smtp-url or HAILONG_SMTP_URL, the server",
            )),
        };
        let hook = match (&config.hook_url, &config.hook_key) {
            (None, None) => Ok(None),
            (Some(url), Some(key)) => Hook::read(url.reveal(), key).map(Some),
            (Some(_), None) => Err(needs(
                "--hook-url",
                "--hook-key or HAILONG_HOOK_KEY, which signs",
            )),
            (None, Some(_)) => Err(needs(
                "--hook-key",
                "--hook-url or HAILONG_HOOK_URL, the address",
            )),
        };
        Ok(Self {
            mail: mail.map_err(AppError::Unprocessable)?,
            hook: hook.map_err(AppError::Unprocessable)?,
        })
    }

    /// Whether messages can leave this way.
    pub fn is_open(&self, way: Way) -> bool {
        match way {
            Way::Email => self.mail.is_some(),
            Way::Hook => self.hook.is_some(),
        }
    }

    /// Sends a message now.
    pub(super) fn send(&self, message: &Due, now: NaiveDateTime) -> Result<(), Failure> {
        let closed = || Failure::new(Fault::Unreachable, "");
        let id = public_id(&message.once);
        match message.way {
            Way::Email => self.mail.as_ref().ok_or_else(closed)?.send(&Mail {
                id,
                recipient: &message.recipient,
                subject: &message.subject,
                text: &message.body,
                date: now.and_utc().into(),
            }),
            Way::Hook => self.hook.as_ref().ok_or_else(closed)?.send(&Call {
                id,
                body: &message.body,
                now,
            }),
        }
    }
}

fn needs(given: &str, missing: &str) -> String {
    format!("{given} is set and needs {missing}, too")
}
