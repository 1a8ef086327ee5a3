//! Generated ratings with the rhythm of a real desk: busy Mondays, quiet Tết, mornings and afternoons, a year that
//! is better than the one before in some things, the same in others and worse in one. A day always gives the same
//! ratings.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use uuid::{Builder, Uuid};

use crate::survey::Flag;
use crate::survey::ballot::{Answers, Ballot, Channel, Circumstances, REASONS_LIMIT};
use crate::survey::questionnaire::{Catalogue, Criterion, Dimension, FULL, Questionnaire, TOUCH};
use crate::survey::reasons::reasons;

/// One generated rating and where it happened.
pub struct SampleBallot {
    /// What the citizen gave.
    pub ballot: Ballot,
    /// How.
    pub channel: Channel,
    /// Which of the desk's counters, from 0; none for a poster, a link without a place and paper.
    pub counter: Option<usize>,
    /// When, in Vietnam.
    pub local: NaiveDateTime,
}

/// Makes ratings day by day.
pub struct Sampler<'a> {
    catalogue: &'a Catalogue,
    counters: usize,
    first: NaiveDate,
    place: u32,
}

/// One day's ratings in the making.
struct Day<'a> {
    sampler: &'a Sampler<'a>,
    day: NaiveDate,
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
    /// A sampler for a desk with this many counters, whose level is that of `first` and changes from there. Desks of
    /// different numbers (`place`) get other ratings on the same day, and are better or worse as a whole.
    pub fn new(catalogue: &'a Catalogue, counters: usize, first: NaiveDate, place: u32) -> Self {
        Self {
            catalogue,
            counters,
            first,
            place,
        }
    }

    /// The ratings of one day, in the order they were given.
    pub fn day(&self, day: NaiveDate, count: u64) -> Vec<SampleBallot> {
        let mut ratings = Day {
            sampler: self,
            day,
            chance: chance_of(day, self.place),
        };
        let mut all: Vec<_> = (0..count).map(|_| ratings.rating()).collect();
        all.sort_by_key(|rating| rating.local);
        all
    }
}

impl Day<'_> {
    fn rating(&mut self) -> SampleBallot {
        let channel = self.channel();
        let version = match channel {
            Channel::Paper => FULL,
            Channel::Place if self.chance.random_bool(0.2) => FULL,
            _ => TOUCH,
        };
        let counter = self.counter(channel);
        let questionnaire = self.sampler.catalogue.questionnaire(version);
        let mut answers = questionnaire.map_or_else(Answers::new, |questionnaire| {
            self.answers(questionnaire, counter)
        });
        let partial = channel == Channel::Kiosk && self.chance.random_bool(0.06);
        if partial {
            // Somebody left after the first questions.
            let given = self.chance.random_range(1..4);
            answers = answers.into_iter().take(given).collect();
        }
        let reasons = match (channel, questionnaire) {
            (Channel::Kiosk, Some(questionnaire)) => self.reasons(questionnaire, &answers),
            _ => Vec::new(),
        };
        let local = self.day.and_time(NaiveTime::MIN) + self.time_of_day();
        let id = self.id(local);
        SampleBallot {
            ballot: Ballot {
                id,
                questionnaire: version.to_owned(),
                answers,
                reasons,
                comment: self.comment(),
                lang: "vi".to_owned(),
                partial,
                times: None,
                elapsed_ms: (channel == Channel::Kiosk)
                    .then(|| self.chance.random_range(6_000..45_000)),
                origin: None,
                circumstances: circumstances(channel, id),
            },
            channel,
            counter,
            local,
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

    /// Every tablet stands at a counter; of the QR codes, one in four was scanned from the poster.
    fn counter(&mut self, channel: Channel) -> Option<usize> {
        let at_counter = match channel {
            Channel::Kiosk => true,
            Channel::Place => self.chance.random_bool(0.75),
            _ => false,
        };
        let counters = self.sampler.counters;
        (at_counter && counters > 0).then(|| self.chance.random_range(0..counters))
    }

    /// In the order of time, which a database finds easier to keep when there are millions.
    fn id(&mut self, local: NaiveDateTime) -> Uuid {
        let millis = u64::try_from(local.and_utc().timestamp_millis()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &self.chance.random()).into_uuid()
    }

    fn comment(&mut self) -> Option<String> {
        let given = self.chance.random_bool(0.02);
        given
            .then(|| COMMENTS.choose(&mut self.chance).map(ToString::to_string))
            .flatten()
    }

    /// Office hours, busiest at nine.
    fn time_of_day(&mut self) -> Duration {
        let hour = *[7, 8, 8, 9, 9, 9, 10, 10, 13, 14, 14, 15, 15, 16]
            .choose(&mut self.chance)
            .unwrap_or(&9);
        Duration::hours(hour) + Duration::seconds(self.chance.random_range(0..3600))
    }

    fn answers(&mut self, questionnaire: &Questionnaire, counter: Option<usize>) -> Answers {
        // One mood for the whole ballot: answers of one citizen resemble each other.
        let mood = self.chance.random_range(-0.17..0.12);
        let mut answers = BTreeMap::new();
        for (place, criterion) in questionnaire.criteria.iter().enumerate() {
            if place > 0 && self.chance.random_bool(0.04) {
                continue;
            }
            let unsure = match criterion.dimension {
                Dimension::Feedback => 0.35,
                _ => 0.02,
            };
            let tendency = self.satisfaction(criterion, counter) + mood;
            let score = (!self.chance.random_bool(unsure)).then(|| self.score(tendency));
            answers.insert(criterion.code.clone(), score);
        }
        answers
    }

    /// Half of those who gave a low score say why; some reasons are named more often than others.
    fn reasons(&mut self, questionnaire: &Questionnaire, answers: &Answers) -> Vec<String> {
        let low = answers
            .iter()
            .filter(|(_, score)| score.is_some_and(|score| score <= 2));
        let mut named = Vec::new();
        for criterion in low.filter_map(|(code, _)| questionnaire.criterion(code)) {
            let offered: Vec<_> = reasons().of(criterion.dimension).collect();
            let place = self.chance.random_range(0..offered.len().max(1));
            let place = place.min(self.chance.random_range(0..offered.len().max(1)));
            let says = self.chance.random_bool(0.5);
            named.extend(
                offered
                    .get(place)
                    .filter(|_| says)
                    .map(|reason| reason.code.clone()),
            );
        }
        named.truncate(REASONS_LIMIT);
        named
    }

    /// How likely a satisfied answer is: each dimension's level, its slow change, criteria that are better or worse
    /// than their dimension, one counter with longer queues, and what the desk is better or worse than the first.
    fn satisfaction(&self, criterion: &Criterion, counter: Option<usize>) -> f64 {
        let (level, yearly) = match criterion.dimension {
            Dimension::Access => (0.79, 0.045),
            Dimension::Procedure => (0.80, 0.040),
            Dimension::Officer => (0.87, 0.006),
            Dimension::Outcome => (0.86, 0.002),
            Dimension::Feedback => (0.83, -0.040),
        };
        let years = (self.day - self.sampler.first).num_days() as f64 / 365.25;
        let own = f64::from(criterion.code.bytes().map(u32::from).sum::<u32>() % 5) - 2.0;
        let queue = if counter == Some(1) { -0.05 } else { 0.0 };
        let of_place = f64::from((self.sampler.place * 7) % 12) * -0.012;
        level + yearly * years + own * 0.02 + queue + of_place
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

/// About one in a hundred tablet ratings comes from children who tap at the screen. Which ones is read from their
/// ids, so that the chance of all other things stays what it was.
fn circumstances(channel: Channel, id: Uuid) -> Circumstances {
    let tapped = channel == Channel::Kiosk && id.as_u128().is_multiple_of(100);
    let signal = tapped.then(|| Flag::SuspectBurst.to_string());
    Circumstances {
        signals: signal.into_iter().collect(),
        ..Circumstances::default()
    }
}

/// The same chance for the same day and desk, whatever came before.
fn chance_of(day: NaiveDate, place: u32) -> StdRng {
    let day = u64::from(day.num_days_from_ce().unsigned_abs());
    StdRng::seed_from_u64(day + (u64::from(place) << 32))
}

/// How busy a day is, in no unit but that of the other days.
pub fn pace(day: NaiveDate) -> u32 {
    let by_weekday = match day.weekday() {
        Weekday::Mon => 31,
        Weekday::Tue | Weekday::Wed => 25,
        Weekday::Thu => 22,
        Weekday::Fri => 20,
        Weekday::Sat | Weekday::Sun => 0,
    };
    let by_month = match day.month() {
        2 => 6,
        5 | 6 | 8 => 12,
        12 => 9,
        _ => 10,
    };
    by_weekday * by_month * chance_of(day, 0).random_range(7..13)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::questionnaire::catalogue;

    #[test]
    fn sample_ratings_keep_the_rules_and_the_week() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let sampler = Sampler::new(catalogue(), 3, monday, 0);
        let ratings = sampler.day(monday, 200);
        for rating in &ratings {
            let questionnaire = catalogue()
                .questionnaire(&rating.ballot.questionnaire)
                .expect("known");
            assert_eq!(rating.ballot.check(questionnaire), Ok(()));
        }
        assert!(ratings.is_sorted_by_key(|rating| rating.local));
        assert_eq!(pace(monday - Duration::days(1)), 0);
        assert!(pace(monday) > 0);
    }

    #[test]
    fn about_one_in_a_hundred_tablet_ratings_is_suspect() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let ratings = Sampler::new(catalogue(), 3, monday, 0).day(monday, 10_000);
        let (at_tablets, elsewhere): (Vec<_>, Vec<_>) = ratings
            .iter()
            .partition(|rating| rating.channel == Channel::Kiosk);
        let marked = |rating: &&&SampleBallot| !rating.ballot.circumstances.signals.is_empty();
        let found = at_tablets.iter().filter(marked).count();
        let of = at_tablets.len();
        assert!((of / 200..of / 50).contains(&found), "{found} of {of}");
        assert_eq!(elsewhere.iter().filter(marked).count(), 0);
    }

    #[test]
    fn the_same_day_gives_the_same_ratings() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let ratings = |place| Sampler::new(catalogue(), 4, day, place).day(day, 50);
        let ballots = |ratings: Vec<SampleBallot>| -> Vec<Ballot> {
            ratings.into_iter().map(|rating| rating.ballot).collect()
        };
        assert_eq!(ballots(ratings(0)), ballots(ratings(0)));
        assert_ne!(ballots(ratings(0)), ballots(ratings(1)));
    }
}
