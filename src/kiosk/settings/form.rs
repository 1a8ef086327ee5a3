//! The settings as somebody typed them, and what is wrong with them (pure).

use std::collections::BTreeSet;

use chrono::NaiveTime;
use rust_i18n::t;

use super::hours::{BadHours, Hours, Span};
use super::pin::PinHash;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Names of the fields of the two spans.
pub(super) const SPANS: [(&str, &str); 2] = [("from1", "to1"), ("from2", "to2")];

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SettingsForm {
    /// Id of the counter; empty for the unit as a whole.
    pub(super) counter: String,
    /// Numbers of weekdays.
    pub(super) days: BTreeSet<u8>,
    /// From and to of the morning and the afternoon.
    pub(super) times: [(String, String); 2],
    /// A new PIN; empty keeps the one there is.
    pub(super) pin: String,
}

impl SettingsForm {
    /// The form as it is filled in at first.
    pub(super) fn of(counter_id: Option<i64>, hours: Option<&Hours>) -> Self {
        let mut times: [(String, String); 2] = Default::default();
        let spans = hours.map(Hours::spans).unwrap_or_default();
        for (typed, Span(from, to)) in times.iter_mut().zip(spans) {
            *typed = (written(*from), written(*to));
        }
        Self {
            counter: counter_id.map(|id| id.to_string()).unwrap_or_default(),
            days: hours.map(Hours::days).cloned().unwrap_or_default(),
            times,
            pin: String::new(),
        }
    }

    /// The form as it was sent.
    pub(super) fn read(fields: &Fields) -> Self {
        let is_set = |day: &u8| !fields.text(&format!("day{day}")).is_empty();
        Self {
            counter: fields.text("counter"),
            days: (1..=7).filter(is_set).collect(),
            times: SPANS.map(|(from, to)| (fields.text(from), fields.text(to))),
            pin: fields.text("pin"),
        }
    }

    /// The hours; nothing where all is left empty. What is wrong is noted.
    pub(super) fn hours(&self, lang: Lang, errors: &mut FieldErrors) -> Option<Hours> {
        let mut spans = Vec::new();
        for ((from, to), (field, _)) in self.times.iter().zip(SPANS) {
            match (time(from), time(to)) {
                _ if from.is_empty() && to.is_empty() => {}
                (Some(from), Some(to)) => spans.push(Span(from, to)),
                _ => errors.add(field, t!("devices.settings.no_time", locale = lang.code())),
            }
        }
        if !errors.is_empty() || (self.days.is_empty() && spans.is_empty()) {
            return None;
        }
        let wrong = match Hours::new(self.days.clone(), spans) {
            Ok(hours) => return Some(hours),
            Err(BadHours::Days) => ("days", "devices.settings.no_days"),
            Err(BadHours::Spans) => ("from1", "devices.settings.bad_spans"),
        };
        errors.add(wrong.0, t!(wrong.1, locale = lang.code()));
        None
    }

    /// The new PIN; nothing where it is left empty. What is wrong is noted.
    pub(super) fn pin(&self, lang: Lang, errors: &mut FieldErrors) -> Option<PinHash> {
        if self.pin.is_empty() {
            return None;
        }
        let pin = PinHash::of(&self.pin);
        if pin.is_none() {
            errors.add("pin", t!("devices.settings.bad_pin", locale = lang.code()));
        }
        pin
    }
}

fn written(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `7:30`, `07:30` or `07:30:00`.
fn time(text: &str) -> Option<NaiveTime> {
    let shapes = ["%H:%M", "%H:%M:%S"];
    shapes
        .iter()
        .find_map(|shape| NaiveTime::parse_from_str(text, shape).ok())
}
