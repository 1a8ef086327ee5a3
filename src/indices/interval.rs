//! How sure a share is: Wilson's 95 % score interval, and Newcombe's interval for the difference of two shares.
//! Which sample size is honest for pooled answers is decided in `comparison`.

use super::index::Share;
use crate::percent::Hundredths;

/// The 97.5 % point of the normal distribution: two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The range in which the true share lies with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end.
    pub low: Hundredths,
    /// Upper end.
    pub high: Hundredths,
}

/// A proportion seen in a sample, with its score interval, unrounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Estimate {
    at: f64,
    low: f64,
    high: f64,
}

impl Interval {
    /// Wilson's interval of `satisfied` among `answers`; nothing without answers.
    pub fn of(share: Share) -> Option<Self> {
        Self::of_sample(share, share.answers)
    }

    /// The interval of the same share as if only `sample` independent answers had been given.
    pub fn of_sample(share: Share, sample: u64) -> Option<Self> {
        let estimate = Estimate::of_sample(share, sample)?;
        Some(Self {
            low: Hundredths::of_proportion(estimate.low),
            high: Hundredths::of_proportion(estimate.high),
        })
    }
}

impl Estimate {
    /// The share and its interval as if `sample` independent answers had been given.
    pub(super) fn of_sample(share: Share, sample: u64) -> Option<Self> {
        if sample == 0 {
            return None;
        }
        let at = share.proportion()?;
        let n = sample as f64;
        let widened = 1.0 + Z * Z / n;
        let centre = (at + Z * Z / (2.0 * n)) / widened;
        let half = Z / widened * (at * (1.0 - at) / n + Z * Z / (4.0 * n * n)).sqrt();
        Some(Self {
            at,
            low: (centre - half).clamp(0.0, at),
            high: (centre + half).clamp(at, 1.0),
        })
    }

    /// Newcombe's hybrid score interval (his method 10) for `self` minus `other`.
    pub(super) fn difference(self, other: Self) -> (f64, f64) {
        let middle = self.at - other.at;
        let below = (self.at - self.low).hypot(other.high - other.at);
        let above = (self.high - self.at).hypot(other.at - other.low);
        (middle - below, middle + above)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn interval(satisfied: u64, answers: u64) -> (String, String) {
        let found = Interval::of(Share { satisfied, answers }).expect("answers");
        (found.low.to_string(), found.high.to_string())
    }

    #[test]
    fn small_samples_are_shown_to_be_small() {
        // 5 of 5, 10 of 10 and 30 of 30: the ranges known from the literature.
        assert_eq!(interval(5, 5), ("56.55".into(), "100.00".into()));
        assert_eq!(interval(10, 10), ("72.25".into(), "100.00".into()));
        assert_eq!(interval(30, 30), ("88.65".into(), "100.00".into()));
        assert_eq!(interval(0, 10), ("0.00".into(), "27.75".into()));
        assert_eq!(interval(236, 290), ("76.50".into(), "85.44".into()));
    }

    #[test]
    fn newcombes_published_example_is_met() {
        // Newcombe 1998, table II, example (a): 56 of 70 against 48 of 80 gives 0.0524 to 0.3339.
        let first = Estimate::of_sample(
            Share {
                satisfied: 56,
                answers: 70,
            },
            70,
        );
        let second = Estimate::of_sample(
            Share {
                satisfied: 48,
                answers: 80,
            },
            80,
        );
        let (low, high) = first.expect("a").difference(second.expect("b"));
        assert_eq!(format!("{low:.4} {high:.4}"), "0.0524 0.3339");
    }

    proptest! {
        #[test]
        fn an_interval_contains_its_share(satisfied in 0..1_000_000_u64, rest in 0..1_000_000_u64) {
            let share = Share { satisfied, answers: satisfied + rest };
            if let (Some(percent), Some(found)) = (share.percent(), Interval::of(share)) {
                prop_assert!(found.low <= percent && percent <= found.high);
            } else {
                prop_assert_eq!(share.answers, 0);
            }
        }

        #[test]
        fn an_interval_shrinks_as_answers_come_in(satisfied in 0..1_000_u64, rest in 1..1_000_u64) {
            let width = |times| {
                let share = Share { satisfied: satisfied * times, answers: (satisfied + rest) * times };
                let found = Interval::of(share).expect("answers");
                found.high.value() - found.low.value()
            };
            prop_assert!(width(1) > width(10));
        }
    }
}
