//! The arithmetic of an index: counts of scores go in, exact shares come out, rounded once at the end.
//! What the counts belong to is in `report`, other ways of averaging in `alternatives`.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use crate::percent::Hundredths;
use crate::survey::SATISFIED_FROM;

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

    proptest! {
        #[test]
        fn an_index_lies_between_nothing_and_everything(counts in any_counts()) {
            let percent = counts.share().percent();
            prop_assert_eq!(percent.is_some(), counts.answers() > 0);
            prop_assert!(percent.is_none_or(|p| p <= Hundredths::FULL));
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
    }
}
