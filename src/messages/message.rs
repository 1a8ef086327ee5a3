//! A message before it leaves (pure).

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Name space of the ids that are made from what a message tells of.
const NAME_SPACE: Uuid = Uuid::from_u128(0x0f6d_8f0b_2f0e_4c55_9a3d_5b1c_7e24_a961);
/// Digits of a telephone number that a list shows.
const SHOWN_DIGITS: usize = 3;

crate::text_enum! {
    /// How a message leaves.
    pub enum Way {
        /// A mail.
        Email => "email",
        /// The signed call.
        Hook => "hook",
    }
}

crate::text_enum! {
    /// What happened that a gateway is told of, see `docs/hook.md`.
    pub enum Event {
        /// A complaint came into the register.
        Received => "complaint.received",
        /// Its answer was approved.
        Answered => "complaint.answered",
        /// It was handed to another authority.
        Forwarded => "complaint.forwarded",
        /// It was not taken in.
        Refused => "complaint.refused",
        /// A letter of apology is handed over.
        Apologised => "apology.issued",
    }
}

/// What a feature wants sent.
#[derive(Clone, Copy, Debug)]
pub struct NewMessage<'a> {
    /// The unit in whose name it is sent; its administrators see it.
    pub unit_id: i64,
    /// How it leaves.
    pub way: Way,
    /// Address of a mail; empty for the hook.
    pub recipient: &'a str,
    /// Subject of a mail, without personal data: administrators read it; for the hook the word of its event.
    pub subject: &'a str,
    /// Plain text of a mail; for the hook what [`HookEvent::body`] gives.
    pub body: &'a str,
    /// What it tells of, such as `overdue 17 2026-12-01 hanh@example.vn`. The same is queued once, ever.
    pub once: &'a str,
}

/// The id under which receivers know a message: the same however often it is tried.
pub fn public_id(once: &str) -> Uuid {
    Uuid::new_v5(&NAME_SPACE, once.as_bytes())
}

/// What the hook tells a gateway, see `docs/hook.md`.
#[derive(Clone, Copy, Debug)]
pub struct HookEvent<'a> {
    /// What happened.
    pub event: Event,
    /// Code of the unit.
    pub unit: &'a str,
    /// When it happened, UTC.
    pub created_at: NaiveDateTime,
    /// Number of the person to reach.
    pub phone: &'a str,
    /// What to tell them.
    pub text: &'a str,
    /// Number of the complaint or dossier it is about.
    pub number: &'a str,
}

/// The same as JSON.
#[derive(Serialize)]
struct HookBody<'a> {
    id: Uuid,
    event: &'a str,
    unit: &'a str,
    created_at: DateTime<Utc>,
    to: HookRecipient<'a>,
    text: &'a str,
    number: &'a str,
}

#[derive(Serialize)]
struct HookRecipient<'a> {
    phone: &'a str,
}

/// What of a body says whom it is for.
#[derive(Deserialize)]
struct Addressed {
    to: Phone,
}

#[derive(Deserialize)]
struct Phone {
    phone: String,
}

impl HookEvent<'_> {
    /// The body of the message that is queued under `once`.
    pub fn body(&self, once: &str) -> String {
        let body = HookBody {
            id: public_id(once),
            event: self.event.as_str(),
            unit: self.unit,
            created_at: self.created_at.and_utc(),
            to: HookRecipient { phone: self.phone },
            text: self.text,
            number: self.number,
        };
        serde_json::to_string(&body).unwrap_or_else(|_| unreachable!("texts and times alone"))
    }
}

/// The end of the telephone number in a hook's body: enough to tell two apart, too little to call.
pub(super) fn phone_end(body: &str) -> Option<String> {
    let addressed: Addressed = serde_json::from_str(body).ok()?;
    let is_digit = |letter: &char| letter.is_ascii_digit();
    let digits: Vec<char> = addressed.to.phone.chars().filter(is_digit).collect();
    let hidden = digits.len().checked_sub(SHOWN_DIGITS)?;
    let end: String = digits.iter().skip(hidden).collect();
    (hidden > 0).then(|| format!("•••{end}"))
}

/// A body of the hook for another phone, as the message that is queued under `once`; nothing where it is no such body.
pub(super) fn readdressed(body: &str, once: &str, phone: &str) -> Option<String> {
    let mut body: serde_json::Value = serde_json::from_str(body).ok()?;
    *body.get_mut("id")? = public_id(once).to_string().into();
    *body.pointer_mut("/to/phone")? = phone.into();
    Some(body.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_what_the_contract_says() {
        let event = HookEvent {
            event: Event::Answered,
            unit: "H21.65",
            created_at: DateTime::from_timestamp(1_796_090_400, 0)
                .expect("in range")
                .naive_utc(),
            phone: "0905123456",
            text: "Phản ánh số 17 đã có trả lời.",
            number: "17",
        };
        let page = include_str!("../../docs/hook.md");
        assert!(
            page.contains(&event.body("answer 17")),
            "{}",
            event.body("answer 17")
        );
        assert_eq!(event.body("answer 17"), event.body("answer 17"));
        assert_ne!(event.body("answer 17"), event.body("answer 18"));
    }

    #[test]
    fn a_number_shows_its_end_alone() {
        let end = |phone: &str| phone_end(&format!("{{\"to\":{{\"phone\":\"{phone}\"}}}}"));
        assert_eq!(end("0905 123-456").as_deref(), Some("•••456"));
        for short in ["", "113", "12", "ông Ba"] {
            assert_eq!(end(short), None, "{short}");
        }
        assert_eq!(phone_end("{}"), None);
        assert_eq!(phone_end("0905123456"), None);
    }
}
