//! Signed tickets in forms of people who have no session: they carry the id of the one thing that the form
//! will store, so that a double click stores once, and prove that the form came from us and not long ago.

use chrono::{DateTime, Duration, NaiveDateTime};
use uuid::Uuid;

use super::secret::SigningKey;

/// How long a form may stay open before it must be sent again.
const LIFETIME: Duration = Duration::hours(24);

/// What a valid ticket tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Id of what the form stores.
    pub id: Uuid,
    /// When the form was handed out, UTC.
    pub issued: NaiveDateTime,
}

/// Why a ticket is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketError {
    /// Not ours, or for another form.
    Forged,
    /// Ours, but older than a day. Handing its id out again keeps what was sent under it from being stored twice.
    Expired(Uuid),
}

impl Ticket {
    /// A ticket for a form shown now.
    pub fn new(now: NaiveDateTime) -> Self {
        Self {
            id: Uuid::new_v4(),
            issued: now,
        }
    }

    /// A ticket for a form that came back with a bad one: of the same id where that was ours.
    pub fn after(error: TicketError, now: NaiveDateTime) -> Self {
        match error {
            TicketError::Expired(id) => Self { id, issued: now },
            TicketError::Forged => Self::new(now),
        }
    }

    /// The text for the form's hidden field. `purpose` names the form.
    pub fn seal(&self, key: &SigningKey, purpose: &str) -> String {
        let id = self.id.simple().to_string();
        let issued = self.issued.and_utc().timestamp().to_string();
        let signature = key.sign(&["ticket", purpose, &id, &issued]);
        format!("{id}.{issued}.{signature}")
    }

    /// Reads a hidden field back.
    ///
    /// # Errors
    /// See [`TicketError`].
    pub fn open(
        text: &str,
        key: &SigningKey,
        purpose: &str,
        now: NaiveDateTime,
    ) -> Result<Self, TicketError> {
        let mut parts = text.splitn(3, '.');
        let (Some(id), Some(issued), Some(signature)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(TicketError::Forged);
        };
        if !key.verify(&["ticket", purpose, id, issued], signature) {
            return Err(TicketError::Forged);
        }
        let (Ok(id), Some(issued)) = (
            Uuid::try_parse(id),
            issued
                .parse()
                .ok()
                .and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        ) else {
            return Err(TicketError::Forged);
        };
        let issued = issued.naive_utc();
        if now - issued > LIFETIME {
            return Err(TicketError::Expired(id));
        }
        Ok(Self { id, issued })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_opens_for_its_form_within_a_day() {
        let key = SigningKey::from_stored(&SigningKey::fresh());
        let now = DateTime::from_timestamp(1_800_000_000, 0)
            .expect("in range")
            .naive_utc();
        let ticket = Ticket::new(now);
        let text = ticket.seal(&key, "rate");
        assert_eq!(Ticket::open(&text, &key, "rate", now), Ok(ticket));
        assert_eq!(
            Ticket::open(&text, &key, "other", now),
            Err(TicketError::Forged)
        );
        assert_eq!(
            Ticket::open(&text, &key, "rate", now + Duration::hours(25)),
            Err(TicketError::Expired(ticket.id))
        );
        assert_eq!(
            Ticket::open("a.b", &key, "rate", now),
            Err(TicketError::Forged)
        );
    }
}
