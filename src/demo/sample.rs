//! Generated ratings with the rhythm of a real desk: busy Mondays, quiet Tết, mornings and afternoons, a year that
//! is a little better than the one before, but not everywhere. The same seed gives the same ratings.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Weekday};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use crate::survey::ballot::{Answers, Ballot, Channel};
use crate::survey::questionnaire::{Catalogue, Dimension, FULL, Questionnaire, TOUCH};

/// One generated rating and where it happened.
pub struct SampleBallot {
    /// What the citizen gave.
    pub ballot: Ballot,
    /// How.
    pub channel: Channel,
    /// Which of the desk's counters, from 0.
    pub counter: usize,
    /// When, in Vietnam.
    pub local: NaiveDateTime,
}

/// Makes ratings day by day.
pub struct Sampler<'a> {
    catalogue: &'a Catalogue,
    counters: usize,
    chance: StdRng,
}

/// Words that citizens might leave; harmless, and clearly about service.
const COMMENTS: [&str; 6] = [
    "Cán bộ hướng dẫn tận tình, dễ hiểu.",
    "Chờ hơi lâu vào sáng thứ Hai.",
    "Nên có thêm ghế ngồi cho người già.",
    "Được trả kết quả sớm hơn hẹn, cảm ơn.",
    "Bảng niêm yết chữ nhỏ quá, khó đọc.",
    "Xin nhắn tin khi có kết quả để đỡ phải đi lại.",
];

impl<'a> Sampler<'a> {
    /// A sampler for a desk with this many counters.
    pub fn new(catalogue: &'a Catalogue, counters: usize, seed: u64) -> Self {
        Self {
            catalogue,
            counters,
            chance: StdRng::seed_from_u64(seed),
        }
    }

    /// The ratings of one day. `pace` scales how many there are: 1 is a commune of usual size.
    pub fn day(&mut self, day: NaiveDate, pace: f64) -> Vec<SampleBallot> {
        let expected = visitors(day) * pace;
        let jitter = self.chance.random_range(0.7..1.3);
        let count = (expected * jitter).round().max(0.0);
        (0..count as u64).map(|_| self.rating(day)).collect()
    }

    fn rating(&mut self, day: NaiveDate) -> SampleBallot {
        let channel = self.channel();
        let version = match channel {
            Channel::Paper => FULL,
            Channel::Place if self.chance.random_bool(0.2) => FULL,
            _ => TOUCH,
        };
        let counter = self.chance.random_range(0..self.counters.max(1));
        let questionnaire = self.catalogue.questionnaire(version);
        let answers = questionnaire.map_or_else(Answers::new, |questionnaire| {
            self.answers(questionnaire, day, counter)
        });
        let partial = channel == Channel::Kiosk && answers.len() < 3;
        let comment = self
            .chance
            .random_bool(0.03)
            .then(|| COMMENTS.choose(&mut self.chance).map(ToString::to_string))
            .flatten();
        SampleBallot {
            ballot: Ballot {
                id: Uuid::from_bytes(self.chance.random()),
                questionnaire: version.to_owned(),
                answers,
                reasons: Vec::new(),
                comment,
                lang: "vi".to_owned(),
                partial,
                times: None,
                elapsed_ms: Some(self.chance.random_range(6_000..45_000)),
                origin: None,
            },
            channel,
            counter,
            local: day.and_time(chrono::NaiveTime::MIN) + self.time_of_day(),
        }
    }

    fn channel(&mut self) -> Channel {
        match self.chance.random_range(0..100) {
            0..62 => Channel::Kiosk,
            62..88 => Channel::Place,
            88..96 => Channel::Paper,
            _ => Channel::Open,
        }
    }

    /// Office hours, busiest at nine.
    fn time_of_day(&mut self) -> Duration {
        let hour = *[7, 8, 8, 9, 9, 9, 10, 10, 13, 14, 14, 15, 15, 16]
            .choose(&mut self.chance)
            .unwrap_or(&9);
        Duration::hours(hour) + Duration::seconds(self.chance.random_range(0..3600))
    }

    fn answers(
        &mut self,
        questionnaire: &Questionnaire,
        day: NaiveDate,
        counter: usize,
    ) -> Answers {
        // One mood for the whole ballot: answers of one citizen resemble each other.
        let mood: f64 = self.chance.random_range(-0.35..0.25);
        let mut answers = BTreeMap::new();
        for (place, criterion) in questionnaire.criteria.iter().enumerate() {
            if place > 0 && self.chance.random_bool(0.04) {
                continue;
            }
            let unsure = match criterion.dimension {
                Dimension::Feedback => 0.35,
                _ => 0.02,
            };
            let score = (!self.chance.random_bool(unsure)).then(|| {
                let tendency = satisfaction(criterion.dimension, day, counter) + mood * 0.5;
                self.score(tendency)
            });
            answers.insert(criterion.code.clone(), score);
        }
        answers
    }

    fn score(&mut self, tendency: f64) -> u8 {
        if self.chance.random_bool(tendency.clamp(0.05, 0.98)) {
            return if self.chance.random_bool(0.45) { 5 } else { 4 };
        }
        match self.chance.random_range(0..10) {
            0 => 1,
            1..4 => 2,
            _ => 3,
        }
    }
}

/// Ratings that a usual commune gets on a day.
fn visitors(day: NaiveDate) -> f64 {
    let by_weekday = match day.weekday() {
        Weekday::Mon => 31.0,
        Weekday::Tue | Weekday::Wed => 25.0,
        Weekday::Thu => 22.0,
        Weekday::Fri => 20.0,
        Weekday::Sat | Weekday::Sun => 0.0,
    };
    let by_month = match day.month() {
        2 => 0.6,
        5 | 6 | 8 => 1.2,
        12 => 0.9,
        _ => 1.0,
    };
    by_weekday * by_month
}

/// How likely a satisfied answer is: each dimension's level, its slow change, and one counter with longer queues.
fn satisfaction(dimension: Dimension, day: NaiveDate, counter: usize) -> f64 {
    let (level, yearly) = match dimension {
        Dimension::Access => (0.82, 0.035),
        Dimension::Procedure => (0.80, 0.030),
        Dimension::Officer => (0.88, 0.020),
        Dimension::Outcome => (0.86, 0.004),
        Dimension::Feedback => (0.79, -0.030),
    };
    let years = f64::from(day.num_days_from_ce() - 739_000) / 365.25;
    let queue = if counter == 1 { -0.05 } else { 0.0 };
    level + yearly * years + queue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::questionnaire::catalogue;

    #[test]
    fn sample_ratings_keep_the_rules_and_the_week() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let mut sampler = Sampler::new(catalogue(), 3, 1);
        let ratings = sampler.day(monday, 1.0);
        assert!(ratings.len() > 10);
        for rating in &ratings {
            let questionnaire = catalogue()
                .questionnaire(&rating.ballot.questionnaire)
                .expect("known");
            assert_eq!(rating.ballot.check(questionnaire), Ok(()));
        }
        assert!(sampler.day(monday - Duration::days(1), 1.0).is_empty());
        let again = Sampler::new(catalogue(), 3, 1).day(monday, 1.0);
        assert_eq!(again[0].ballot, ratings[0].ballot);
    }
}
