//! The arithmetic of an index: counts of scores go in, exact shares come out, rounded once at the end.
//! What the counts belong to is in `report`, other ways of averaging in `alternatives`.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Serialize, Serializer};

/// Scores from this one up count as satisfied.
pub const SATISFIED_FROM: u8 = 4;

/// How often each score was given. "No opinion" is counted beside the scores and is in no denominator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Number of answers with score 1, 2, 3, 4, 5.
    pub scores: [u64; 5],
    /// Number of answers "no opinion".
    pub no_opinion: u64,
}

impl Counts {
    /// Number of scores given.
    pub fn answers(&self) -> u64 {
        self.scores.iter().sum()
    }

    /// Number of scores given that count as satisfied.
    pub fn satisfied(&self) -> u64 {
        self.each_score()
            .filter(|(score, _)| *score >= SATISFIED_FROM)
            .map(|(_, count)| count)
            .sum()
    }

    /// Sum of all scores given.
    pub fn points(&self) -> u128 {
        self.each_score()
            .map(|(score, count)| u128::from(score) * u128::from(count))
            .sum()
    }

    /// The satisfied among the answers.
    pub fn share(&self) -> Share {
        Share {
            satisfied: self.satisfied(),
            answers: self.answers(),
        }
    }

    /// These counts without those; what is not there cannot be taken away.
    pub fn without(mut self, others: Self) -> Self {
        for (mine, theirs) in self.scores.iter_mut().zip(others.scores) {
            *mine = mine.saturating_sub(theirs);
        }
        self.no_opinion = self.no_opinion.saturating_sub(others.no_opinion);
        self
    }

    fn each_score(&self) -> impl Iterator<Item = (u8, u64)> {
        (1..).zip(self.scores)
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        for (mine, theirs) in self.scores.iter_mut().zip(other.scores) {
            *mine += theirs;
        }
        self.no_opinion += other.no_opinion;
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Self::add)
    }
}

/// `satisfied` of `answers`. Shares are pooled by adding both, never by averaging percentages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Numerator: scores 4 and 5.
    pub satisfied: u64,
    /// Denominator: scores 1 to 5.
    pub answers: u64,
}

impl Share {
    /// The index, or nothing where nobody answered: an unknown index is not 0.
    pub fn percent(self) -> Option<Hundredths> {
        Hundredths::of_ratio(self.satisfied.into(), self.answers.into())
    }

    /// The same share as a number from 0 to 1, for intervals.
    pub fn proportion(self) -> Option<f64> {
        (self.answers > 0).then(|| self.satisfied as f64 / self.answers as f64)
    }
}

/// A percentage in hundredths of a percent, from 0 to 10000: 81.38 % is 8138.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(u16);

impl Hundredths {
    /// 100 %.
    pub const FULL: Self = Self(10_000);

    /// A percentage from a count of hundredths, if it lies between 0 and 100 %.
    pub fn new(hundredths: i64) -> Option<Self> {
        let value = u16::try_from(hundredths).ok()?;
        (value <= Self::FULL.0).then_some(Self(value))
    }

    /// Rounds `part` of `whole` half-up; nothing if there is no whole or the part exceeds it.
    pub fn of_ratio(part: u128, whole: u128) -> Option<Self> {
        let full = u128::from(Self::FULL.0);
        let doubled = part.checked_mul(2 * full)?.checked_add(whole)?;
        let rounded = doubled.checked_div(whole.checked_mul(2)?)?;
        Self::new(i64::try_from(rounded).ok()?)
    }

    /// Rounds a proportion from 0 to 1 half-up; what lies outside is moved to the nearest end.
    pub fn of_proportion(proportion: f64) -> Self {
        let scaled = (proportion.clamp(0.0, 1.0) * f64::from(Self::FULL.0) + 0.5).floor();
        Self((scaled as u16).min(Self::FULL.0))
    }

    /// Reads "82.5" or "82,50", at most two decimals, with or without a percent sign.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.trim().trim_end_matches('%').trim_end();
        let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || whole.len() > 3 || decimals.len() > 2 {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let decimals: i64 = format!("{decimals:0<2}").parse().ok()?;
        Self::new(whole * 100 + decimals)
    }

    /// The count of hundredths of a percent.
    pub fn value(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

/// A JSON number: the nearest one prints as the two decimals.
impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(scores: [u64; 5]) -> Counts {
        Counts {
            scores,
            no_opinion: 0,
        }
    }

    /// Any counts, from an empty criterion to more answers than a country has people.
    pub(crate) fn any_counts() -> impl Strategy<Value = Counts> {
        let count = || prop_oneof![0..3_u64, 0..1_000_u64, 0..1_000_000_000_u64];
        ([count(), count(), count(), count(), count()], count())
            .prop_map(|(scores, no_opinion)| Counts { scores, no_opinion })
    }

    fn shown(counts: Counts) -> String {
        counts.share().percent().expect("answers").to_string()
    }

    #[test]
    fn the_worked_example_comes_out_to_the_last_digit() {
        let result = [[1, 3, 12, 52, 32], [0, 2, 18, 50, 30], [1, 4, 13, 45, 27]].map(counts);
        assert_eq!(result.map(shown), ["84.00", "80.00", "80.00"]);
        let dimension: Counts = result.into_iter().sum();
        assert_eq!((dimension.satisfied(), dimension.answers()), (236, 290));
        assert_eq!(shown(dimension), "81.38");
        let feedback = counts([5, 5, 10, 40, 20]);
        assert_eq!(shown(feedback), "75.00");
        assert_eq!(shown(dimension + feedback), "80.00");
    }

    #[test]
    fn an_index_without_answers_is_unknown() {
        let silent = Counts {
            scores: [0; 5],
            no_opinion: 12,
        };
        assert_eq!(silent.share().percent(), None);
    }

    #[test]
    fn a_percentage_is_written_as_a_json_number() {
        let json = |value| serde_json::to_string(&Hundredths::new(value)).expect("json");
        assert_eq!(json(8138), "81.38");
        assert_eq!(json(8400), "84.0");
        assert_eq!(json(7), "0.07");
        assert_eq!(json(10_001), "null");
    }

    #[test]
    fn a_typed_percentage_is_read_with_point_or_comma() {
        let value = |text| Hundredths::parse(text).map(Hundredths::value);
        assert_eq!(value(" 82,5 %"), Some(8250));
        assert_eq!(value("82.05"), Some(8205));
        assert_eq!(value("100"), Some(10_000));
        for wrong in [
            "", "100.01", "-1", "82.555", "8e1", "82,", ",5", "NaN", "٨٢",
        ] {
            assert_eq!(value(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn an_index_lies_between_nothing_and_everything(counts in any_counts()) {
            let percent = counts.share().percent();
            prop_assert_eq!(percent.is_some(), counts.answers() > 0);
            prop_assert!(percent.is_none_or(|p| p <= Hundredths::FULL));
        }

        #[test]
        fn rounding_is_half_up(satisfied in 0..=u64::MAX, unsatisfied in 0..=u32::MAX) {
            let whole = u128::from(satisfied) + u128::from(unsatisfied);
            let percent = Hundredths::of_ratio(satisfied.into(), whole);
            prop_assert_eq!(percent.map(|p| u128::from(p.value())), naive_half_up(satisfied.into(), whole));
        }

        #[test]
        fn no_opinion_changes_nothing(counts in any_counts(), more in 0..1_000_u64) {
            let silent = Counts { no_opinion: counts.no_opinion + more, ..counts };
            prop_assert_eq!(silent.share(), counts.share());
            prop_assert_eq!(silent.points(), counts.points());
        }

        #[test]
        fn pooling_ignores_order_and_stays_between_its_parts(
            mut parts in prop::collection::vec(any_counts(), 1..30),
            turn in 0..30_usize,
        ) {
            let pooled: Counts = parts.iter().copied().sum();
            let known: Vec<_> = parts.iter().filter_map(|part| part.share().percent()).collect();
            let percent = pooled.share().percent();
            prop_assert_eq!(percent.is_some(), !known.is_empty());
            prop_assert!(percent >= known.iter().min().copied());
            prop_assert!(percent <= known.iter().max().copied());
            let middle = turn % parts.len();
            parts.rotate_left(middle);
            prop_assert_eq!(parts.into_iter().sum::<Counts>(), pooled);
        }

        #[test]
        fn a_written_percentage_reads_back(value in 0..=10_000_i64) {
            let percent = Hundredths::new(value).expect("in range");
            prop_assert_eq!(Hundredths::parse(&percent.to_string()), Some(percent));
        }
    }

    /// Long division, one decimal digit at a time, then a look at what is left.
    fn naive_half_up(part: u128, whole: u128) -> Option<u128> {
        if whole == 0 {
            return None;
        }
        let (mut result, mut rest) = (part / whole, part % whole);
        for _ in 0..4 {
            rest *= 10;
            result = result * 10 + rest / whole;
            rest %= whole;
        }
        Some(if rest * 2 >= whole {
            result + 1
        } else {
            result
        })
    }
}
