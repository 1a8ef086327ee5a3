//! When a desk is open: weekdays and the spans of such a day, by the clock of Vietnam (pure).

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// Opening hours. Where a tablet has none, its desk is always open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Weekdays, 1 is Monday.
    days: BTreeSet<u8>,
    /// From and to, one after the other.
    spans: Vec<Span>,
}

/// From and to, to the minute; the end is no longer open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span(
    #[serde(with = "minutes")] pub NaiveTime,
    #[serde(with = "minutes")] pub NaiveTime,
);

/// What is wrong with hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadHours {
    /// Spans without a weekday, or a weekday that is none.
    Days,
    /// A span that ends before it begins, spans that overlap, or weekdays without a span.
    Spans,
}

impl Hours {
    /// Hours on these weekdays.
    ///
    /// # Errors
    /// They make no sense.
    pub fn new(days: BTreeSet<u8>, spans: Vec<Span>) -> Result<Self, BadHours> {
        if days.is_empty() || days.iter().any(|day| !(1..=7).contains(day)) {
            return Err(BadHours::Days);
        }
        let forward = spans.iter().all(|Span(from, to)| from < to);
        let apart = spans
            .iter()
            .zip(spans.iter().skip(1))
            .all(|(Span(_, end), Span(next, _))| end <= next);
        if spans.is_empty() || !forward || !apart {
            return Err(BadHours::Spans);
        }
        Ok(Self { days, spans })
    }

    /// Reads the stored form; nothing where it is not ours.
    pub fn parse(json: &str) -> Option<Self> {
        let read: Self = serde_json::from_str(json).ok()?;
        Self::new(read.days, read.spans).ok()
    }

    /// Weekdays, 1 is Monday.
    pub const fn days(&self) -> &BTreeSet<u8> {
        &self.days
    }

    /// The spans of a day.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// When the span began that this moment (in Vietnam) lies in; nothing while the desk is closed.
    pub fn open_since(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        if !self.is_day(local.date()) {
            return None;
        }
        let time = local.time();
        let span = self
            .spans
            .iter()
            .find(|Span(from, to)| *from <= time && time < *to);
        span.map(|Span(from, _)| local.date().and_time(*from))
    }

    /// The last whole opening day before this moment (in Vietnam): its first and last minute.
    pub fn last_day(&self, local: NaiveDateTime) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let (Span(from, _), Span(_, to)) = (self.spans.first()?, self.spans.last()?);
        (0..8)
            .map(|back| local.date() - Duration::days(back))
            .filter(|day| self.is_day(*day))
            .map(|day| (day.and_time(*from), day.and_time(*to)))
            .find(|(_, end)| *end <= local)
    }

    fn is_day(&self, day: NaiveDate) -> bool {
        let number = day.weekday().number_from_monday();
        u8::try_from(number).is_ok_and(|number| self.days.contains(&number))
    }
}

/// `07:30`.
mod minutes {
    use chrono::NaiveTime;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    const SHAPE: &str = "%H:%M";

    pub(super) fn serialize<S: Serializer>(time: &NaiveTime, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&time.format(SHAPE))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(from)?;
        NaiveTime::parse_from_str(&text, SHAPE).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: &str = r#"{"days":[1,2,3,4,5],"spans":[["07:00","11:30"],["13:00","17:00"]]}"#;

    fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        let date = NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        date.and_hms_opt(hour, minute, 0).expect("a time")
    }

    #[test]
    fn a_desk_is_open_within_its_spans_on_its_days() {
        let hours = Hours::parse(WEEK).expect("ours");
        assert_eq!(hours.open_since(at(25, 8, 0)), Some(at(25, 7, 0)));
        assert_eq!(hours.open_since(at(25, 11, 30)), None, "noon");
        assert_eq!(hours.open_since(at(25, 16, 59)), Some(at(25, 13, 0)));
        assert_eq!(hours.open_since(at(28, 8, 0)), None, "Saturday");
        assert_eq!(serde_json::to_string(&hours).expect("json"), WEEK);
    }

    #[test]
    fn the_last_whole_day_is_over() {
        let hours = Hours::parse(WEEK).expect("ours");
        let day = |day| Some((at(day, 7, 0), at(day, 17, 0)));
        assert_eq!(hours.last_day(at(25, 16, 0)), day(24));
        assert_eq!(hours.last_day(at(25, 17, 0)), day(25));
        assert_eq!(hours.last_day(at(23, 9, 0)), day(20), "over the weekend");
    }

    #[test]
    fn hours_that_make_no_sense_are_refused() {
        assert_eq!(
            Hours::parse(r#"{"days":[8],"spans":[["07:00","11:30"]]}"#),
            None
        );
        let span = |from: &str, to: &str| {
            let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").expect("a time");
            Span(time(from), time(to))
        };
        let monday = || BTreeSet::from([1]);
        let back = Hours::new(monday(), vec![span("11:00", "07:00")]);
        assert_eq!(back, Err(BadHours::Spans));
        let over = Hours::new(
            monday(),
            vec![span("07:00", "12:00"), span("11:00", "17:00")],
        );
        assert_eq!(over, Err(BadHours::Spans));
        assert_eq!(Hours::new(BTreeSet::new(), vec![]), Err(BadHours::Days));
        assert_eq!(Hours::new(monday(), vec![]), Err(BadHours::Spans));
    }
}
