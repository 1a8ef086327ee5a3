//! What there is to say of a message (pure).

use chrono::NaiveDateTime;

use super::hours::MailTime;
use super::message::Way;
use super::store::Listed;
use super::ways::Ways;

/// Where a message stands. Times are UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It left.
    Sent(NaiveDateTime),
    /// Nobody tries any more, unless told to.
    GivenUp(NaiveDateTime),
    /// Its way is not open.
    NotOpen,
    /// It is a mail, and waits for working hours.
    Hours,
    /// It will be tried again.
    Again(NaiveDateTime),
    /// It will be tried in a moment.
    Due,
}

impl State {
    /// Where a message stands now.
    pub(super) fn of(message: &Listed, ways: &Ways, mail: &MailTime, now: NaiveDateTime) -> Self {
        if let Some(at) = message.sent_at {
            return Self::Sent(at);
        }
        if let Some(at) = message.given_up_at {
            return Self::GivenUp(at);
        }
        if !ways.is_open(message.way) {
            return Self::NotOpen;
        }
        let next = message.next_try_at;
        if message.way == Way::Email && !mail.may_leave(next.max(now)) {
            return Self::Hours;
        }
        if next > now {
            Self::Again(next)
        } else {
            Self::Due
        }
    }
}
