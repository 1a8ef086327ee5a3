//! Counts of a set of ballots by where, about what and when they were given, and by their reasons (pure). Each part is of
//! one month; the parts of a facet add up to the whole. Counts by criterion are in `tally`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::ballot::{Answers, Channel};
use super::questionnaire::{Dimension, Questionnaire};
use super::tally::SATISFIED_FROM;
use crate::clock::local_time;

crate::text_enum! {
    /// What a whole is broken down into.
    pub enum Facet {
        /// The counter, by its id.
        Counter => "counter",
        /// The field that the counter serves or the slip's dossier was of, by its code.
        Field => "field",
        /// ISO weekday and hour in Vietnam: `3-09`.
        Hour => "hour",
    }
}

/// Stands for the five dimensions together.
const OVERALL: &str = "overall";

/// What a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartKey {
    /// The unit that was rated.
    pub unit_id: i64,
    /// First day of the month in Vietnam.
    pub month: NaiveDate,
    /// What the whole is broken down into.
    pub facet: Facet,
    /// How the ballots came in.
    pub channel: Channel,
    /// Which part; empty for what is not known or may not be told.
    pub value: String,
    /// Row of the questionnaire.
    pub questionnaire_id: i64,
    /// Code of a dimension, or `overall`.
    pub measure: &'static str,
}

/// Ballots that answered, scores of 4 and 5, scores.
pub type PartCounts = [i32; 3];

/// A reason that was named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReasonKey {
    /// The unit that was rated.
    pub unit_id: i64,
    /// First day of the month in Vietnam.
    pub month: NaiveDate,
    /// How the ballots came in.
    pub channel: Channel,
    /// Code of the reason.
    pub reason: String,
}

/// What of a ballot is broken down.
pub struct Described<'a> {
    /// The unit that was rated.
    pub unit_id: i64,
    /// When it was given, UTC.
    pub rated_at: NaiveDateTime,
    /// How it came in.
    pub channel: Channel,
    /// The questions; a ballot without known ones is left out.
    pub questionnaire: Option<&'a Questionnaire>,
    /// Row of the questionnaire.
    pub questionnaire_id: i64,
    /// The counter, where known.
    pub counter_id: Option<i64>,
    /// The field; empty where it is not known or may not be told.
    pub field: &'a str,
    /// The scores.
    pub answers: &'a Answers,
    /// Codes chosen after a low score.
    pub reasons: &'a [String],
}

/// All parts of a set of ballots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breakdowns {
    /// By facet.
    pub parts: BTreeMap<PartKey, PartCounts>,
    /// Ballots that named a reason.
    pub reasons: BTreeMap<ReasonKey, i32>,
}

impl Breakdowns {
    /// Counts one ballot.
    pub fn add(&mut self, ballot: &Described<'_>) {
        let moment = local_time(ballot.rated_at);
        let day = moment.date();
        let month = day.with_day(1).unwrap_or(day);
        let counts = counts_by_measure(ballot);
        for facet in Facet::ALL {
            let value = ballot.value(*facet, moment);
            let told = |measure: &str| *facet != Facet::Hour || measure == OVERALL;
            for (measure, counts) in counts.iter().filter(|(measure, _)| told(measure)) {
                let key = PartKey {
                    unit_id: ballot.unit_id,
                    month,
                    facet: *facet,
                    channel: ballot.channel,
                    value: value.clone(),
                    questionnaire_id: ballot.questionnaire_id,
                    measure,
                };
                add(self.parts.entry(key).or_default(), *counts);
            }
        }
        for reason in ballot.reasons.iter().collect::<BTreeSet<_>>() {
            let key = ReasonKey {
                unit_id: ballot.unit_id,
                month,
                channel: ballot.channel,
                reason: reason.clone(),
            };
            *self.reasons.entry(key).or_default() += 1;
        }
    }

    /// The same with all fields as one: which field a ballot was of no ballot tells.
    pub fn without_fields(self) -> Self {
        let mut parts = BTreeMap::new();
        for (mut key, counts) in self.parts {
            if key.facet == Facet::Field {
                key.value.clear();
            }
            add(parts.entry(key).or_default(), counts);
        }
        Self { parts, ..self }
    }
}

impl Described<'_> {
    fn value(&self, facet: Facet, moment: NaiveDateTime) -> String {
        match facet {
            Facet::Counter => self
                .counter_id
                .map_or_else(String::new, |id| id.to_string()),
            Facet::Field => self.field.to_owned(),
            Facet::Hour if self.tells_hour() => {
                format!(
                    "{}-{:02}",
                    moment.weekday().number_from_monday(),
                    moment.hour()
                )
            }
            Facet::Hour => String::new(),
        }
    }

    /// A paper form knows its day alone, and of a slip more would tell whose it is (kiosk.md B5).
    fn tells_hour(&self) -> bool {
        !matches!(self.channel, Channel::Slip | Channel::Paper)
    }
}

/// What a ballot gives to each dimension it answered, and to all of them together.
fn counts_by_measure(ballot: &Described<'_>) -> BTreeMap<&'static str, PartCounts> {
    let mut counts = BTreeMap::<_, PartCounts>::new();
    for (criterion, score) in ballot.answers {
        let dimension = ballot
            .questionnaire
            .and_then(|questions| questions.criterion(criterion));
        let (Some(criterion), Some(score)) = (dimension, score) else {
            continue;
        };
        for measure in [Dimension::as_str(criterion.dimension), OVERALL] {
            let [persons, satisfied, answers] = counts.entry(measure).or_default();
            *persons = 1;
            *satisfied += i32::from(*score >= SATISFIED_FROM);
            *answers += 1;
        }
    }
    counts
}

fn add(sum: &mut PartCounts, more: PartCounts) {
    sum.iter_mut()
        .zip(more)
        .for_each(|(sum, more)| *sum += more);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::questionnaire::{FULL, catalogue};

    fn broken_down(channel: Channel, answers: &[(&str, Option<u8>)]) -> Breakdowns {
        let answers: Answers = answers
            .iter()
            .map(|(code, score)| ((*code).to_owned(), *score))
            .collect();
        let named = ["officer.attitude", "officer.attitude", "access.seats"].map(String::from);
        let rated_at = NaiveDate::from_ymd_opt(2026, 10, 31)
            .and_then(|day| day.and_hms_opt(18, 30, 0))
            .expect("a moment");
        let mut breakdowns = Breakdowns::default();
        breakdowns.add(&Described {
            unit_id: 1,
            rated_at,
            channel,
            questionnaire: catalogue().questionnaire(FULL),
            questionnaire_id: 3,
            counter_id: Some(7),
            field: "Hộ tịch",
            answers: &answers,
            reasons: &named,
        });
        breakdowns
    }

    #[test]
    fn a_person_is_counted_once_in_each_dimension_however_many_criteria_were_answered() {
        let found = broken_down(
            Channel::Kiosk,
            &[
                ("1.1", Some(5)),
                ("1.2", Some(3)),
                ("4.1", Some(4)),
                ("4.2", None),
            ],
        );
        let of_counter: BTreeMap<_, _> = found
            .parts
            .iter()
            .filter(|(key, _)| key.facet == Facet::Counter)
            .map(|(key, counts)| (key.measure, *counts))
            .collect();
        let expected = [
            ("access", [1, 1, 2]),
            ("result", [1, 1, 1]),
            ("overall", [1, 2, 3]),
        ];
        assert_eq!(of_counter, BTreeMap::from(expected));
        assert_eq!(found.reasons.values().collect::<Vec<_>>(), [&1, &1]);
    }

    #[test]
    fn hours_and_months_are_those_of_vietnam() {
        let found = broken_down(Channel::Kiosk, &[("1.1", Some(5))]);
        let hours: Vec<_> = found
            .parts
            .keys()
            .filter(|key| key.facet == Facet::Hour)
            .map(|key| (key.value.as_str(), key.measure, key.month.to_string()))
            .collect();
        // 18:30 UTC on Saturday, 31 October is 1:30 on Sunday, 1 November.
        assert_eq!(hours, [("7-01", OVERALL, "2026-11-01".to_owned())]);
    }

    #[test]
    fn a_slip_tells_no_hour_and_whoever_gave_no_score_is_no_part() {
        let hour = |found: Breakdowns| {
            let mut hours = found
                .parts
                .into_keys()
                .filter(|key| key.facet == Facet::Hour);
            hours.next().map(|key| key.value)
        };
        let slip = broken_down(Channel::Slip, &[("1.1", Some(5))]);
        assert_eq!(hour(slip), Some(String::new()));
        assert!(
            broken_down(Channel::Kiosk, &[("1.1", None)])
                .parts
                .is_empty()
        );
    }
}
