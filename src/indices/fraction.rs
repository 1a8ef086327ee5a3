//! Exact means of shares. The common denominator of a few dozen criteria does not fit any machine integer,
//! so the sum is kept in natural numbers of any length. Nothing here knows what a criterion is.

use std::cmp::Ordering;

use super::index::Share;
use crate::percent::Hundredths;

/// The exact sum of some shares and how many they are.
#[derive(Clone, Debug)]
pub(super) struct Mean {
    numerator: Natural,
    denominator: Natural,
    parts: u64,
}

impl Mean {
    /// The mean of all shares that have answers; the others are left out.
    pub(super) fn of(shares: impl IntoIterator<Item = Share>) -> Self {
        let mut mean = Self {
            numerator: Natural(vec![]),
            denominator: Natural(vec![1]),
            parts: 0,
        };
        for share in shares.into_iter().filter(|share| share.answers > 0) {
            let grown = mean.numerator.times(share.answers);
            mean.numerator = grown.plus(&mean.denominator.times(share.satisfied));
            mean.denominator = mean.denominator.times(share.answers);
            mean.parts += 1;
        }
        mean
    }

    /// The mean, rounded half-up once; nothing if no share had answers.
    pub(super) fn percent(&self) -> Option<Hundredths> {
        if self.parts == 0 {
            return None;
        }
        // The greatest h with h/10000 - 1/20000 <= mean, both sides multiplied by 20000 * parts * denominator.
        let unit = self.denominator.times(self.parts);
        let limit = self.numerator.times(20_000).plus(&unit);
        let fits = |h: u64| unit.times(2 * h).compare(&limit) != Ordering::Greater;
        let (mut low, mut high) = (0, u64::from(Hundredths::FULL.value()));
        while low < high {
            let middle = (low + high).div_ceil(2);
            if fits(middle) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Hundredths::new(i64::try_from(low).ok()?)
    }
}

/// A natural number in base 2^64, lowest digit first, no leading zeros.
#[derive(Clone, Debug)]
struct Natural(Vec<u64>);

impl Natural {
    fn times(&self, factor: u64) -> Self {
        let mut carry = 0_u128;
        let mut digits = Vec::with_capacity(self.0.len() + 1);
        for digit in &self.0 {
            let product = u128::from(*digit) * u128::from(factor) + carry;
            digits.push(product as u64);
            carry = product >> 64;
        }
        digits.push(carry as u64);
        Self::trimmed(digits)
    }

    fn plus(&self, other: &Self) -> Self {
        let length = self.0.len().max(other.0.len());
        let digit = |number: &Self, at| u128::from(number.0.get(at).copied().unwrap_or(0));
        let mut carry = 0_u128;
        let mut digits = Vec::with_capacity(length + 1);
        for at in 0..length {
            let sum = digit(self, at) + digit(other, at) + carry;
            digits.push(sum as u64);
            carry = sum >> 64;
        }
        digits.push(carry as u64);
        Self::trimmed(digits)
    }

    fn trimmed(mut digits: Vec<u64>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self(digits)
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(satisfied: u64, answers: u64) -> Share {
        Share { satisfied, answers }
    }

    #[test]
    fn a_tie_is_rounded_up() {
        // Mean of 0 and 1/10000 is half a hundredth.
        let percent = Mean::of([share(0, 7), share(1, 10_000)]).percent();
        assert_eq!(percent.map(Hundredths::value), Some(1));
        let below = Mean::of([share(0, 7), share(1, 10_001)]).percent();
        assert_eq!(below.map(Hundredths::value), Some(0));
    }

    #[test]
    fn shares_without_answers_are_left_out() {
        assert_eq!(Mean::of([share(0, 0)]).percent(), None);
        let percent = Mean::of([share(0, 0), share(3, 4)]).percent();
        assert_eq!(percent.map(Hundredths::value), Some(7500));
    }

    #[test]
    fn forty_criteria_of_a_whole_country_are_still_exact() {
        // (n - 1) / n for forty large n is a little under 1; the same with all satisfied is exactly 1.
        let mut all: Vec<_> = (0..40).map(|i| share(u64::MAX - i, u64::MAX - i)).collect();
        assert_eq!(Mean::of(all.clone()).percent(), Some(Hundredths::FULL));
        all.push(share(0, 1));
        // 40 / 41 = 97.5609...
        assert_eq!(Mean::of(all).percent().map(Hundredths::value), Some(9756));
    }

    proptest! {
        #[test]
        fn a_mean_agrees_with_plain_fractions(
            parts in prop::collection::vec((0..60_u64, 0..60_u64), 1..6),
        ) {
            let shares: Vec<_> = parts.iter().map(|(a, b)| share(*a, a + b)).collect();
            let known: Vec<_> = shares.iter().filter(|s| s.answers > 0).collect();
            let whole: u128 = known.iter().map(|s| u128::from(s.answers)).product();
            let part: u128 = known.iter().map(|s| whole / u128::from(s.answers) * u128::from(s.satisfied)).sum();
            let plain = if known.is_empty() { None } else { Hundredths::of_ratio(part, whole * known.len() as u128) };
            prop_assert_eq!(Mean::of(shares).percent(), plain);
        }

        #[test]
        fn the_mean_of_one_share_is_that_share(satisfied in 0..u64::MAX / 2, rest in 0..u64::MAX / 2) {
            let one = share(satisfied, satisfied + rest);
            prop_assert_eq!(Mean::of([one]).percent(), one.percent());
        }
    }
}
