//! The limits of a p-chart (kiosk.md D1, D2): within which the share of one month lies by chance alone, if nothing changed.
//! The limits follow the number of people of the month; where few of either kind are expected they are the exact quantiles
//! of the binomial distribution, else those of the normal one.

/// Chance beyond each of the limits: that of three standard deviations of the normal distribution.
const OUTSIDE: f64 = 0.001_349_898_031_630_095;
/// Chance beyond each of the nearer limits: that of two.
const NEAR: f64 = 0.022_750_131_948_179_2;
/// Fewer people expected of either kind, and the exact distribution is used.
const FEW_EXPECTED: f64 = 20.0;

/// The shares, from 0 to 1, that separate what is usual from what is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Below this is outside.
    pub low: f64,
    /// Below this is near the limit.
    pub near_low: f64,
    /// Above this is near the limit.
    pub near_high: f64,
    /// Above this is outside.
    pub high: f64,
}

impl Limits {
    /// The limits of a month with so many people, around the usual share.
    pub fn of(centre: f64, persons: u64) -> Self {
        let (low, high) = ends(centre, persons, OUTSIDE, 3.0);
        let (near_low, near_high) = ends(centre, persons, NEAR, 2.0);
        Self {
            low,
            near_low,
            near_high,
            high,
        }
    }
}

/// The shares beyond which no more than `chance` lies on each side.
fn ends(centre: f64, persons: u64, chance: f64, deviations: f64) -> (f64, f64) {
    let n = persons as f64;
    let fewer = (n * centre).min(n * (1.0 - centre));
    if fewer >= FEW_EXPECTED {
        let half = deviations * (centre * (1.0 - centre) / n).sqrt();
        return ((centre - half).max(0.0), (centre + half).min(1.0));
    }
    if centre <= 0.5 {
        let (low, high) = quantiles(centre, persons, chance);
        (low / n, high / n)
    } else {
        let (low, high) = quantiles(1.0 - centre, persons, chance);
        (1.0 - high / n, 1.0 - low / n)
    }
}

/// The greatest count that no more than `chance` lies below, and the least that no more than `chance` lies above, of a
/// binomial distribution whose share is at most one half and whose mean is small.
fn quantiles(share: f64, persons: u64, chance: f64) -> (f64, f64) {
    let n = persons as f64;
    let mut probability = (n * (-share).ln_1p()).exp();
    let (mut below, mut low) = (0.0, None);
    let mut count = 0.0;
    loop {
        let up_to = below + probability;
        if low.is_none() && up_to > chance {
            low = Some(count);
        }
        if up_to >= 1.0 - chance || count >= n {
            return (low.unwrap_or(count), count);
        }
        below = up_to;
        probability *= (n - count) / (count + 1.0) * share / (1.0 - share);
        count += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Chances of 0, 1, 2 … of `n`, person by person.
    fn distribution(share: f64, n: u64) -> Vec<f64> {
        (0..n).fold(vec![1.0], |chances, _| {
            let mut next = vec![0.0; chances.len() + 1];
            for (count, chance) in chances.iter().enumerate() {
                next[count] += chance * (1.0 - share);
                next[count + 1] += chance * share;
            }
            next
        })
    }

    #[test]
    fn a_large_month_has_the_limits_of_the_text_book() {
        // 0.2 ± 3·√(0.2·0.8/400) = 0.2 ± 0.06.
        let limits = Limits::of(0.2, 400);
        assert!((limits.low - 0.14).abs() < 1e-12 && (limits.high - 0.26).abs() < 1e-12);
        assert!((limits.near_low - 0.16).abs() < 1e-12 && (limits.near_high - 0.24).abs() < 1e-12);
    }

    #[test]
    fn a_small_month_has_exact_limits() {
        // Of 30 people with a share of 10 %: P(X > 8) = 0.0020, P(X > 9) = 0.0005; none at all is still usual.
        let limits = Limits::of(0.1, 30);
        assert_eq!((limits.low, limits.high), (0.0, 9.0 / 30.0));
        assert_eq!(Limits::of(0.0, 30).high, 0.0);
        assert_eq!(Limits::of(1.0, 30).low, 1.0);
    }

    proptest! {
        #[test]
        fn beyond_exact_limits_lies_no_more_than_the_chance(share in 0.0..=1.0_f64, n in 1..60_u64) {
            prop_assume!((n as f64 * share).min(n as f64 * (1.0 - share)) < FEW_EXPECTED);
            let (limits, chances) = (Limits::of(share, n), distribution(share, n));
            let beyond = |is: &dyn Fn(f64) -> bool| -> f64 {
                chances.iter().enumerate().filter(|(count, _)| is(*count as f64 / n as f64)).map(|(_, chance)| chance).sum()
            };
            let close = 1e-9;
            prop_assert!(beyond(&|at| at < limits.low - close) <= OUTSIDE + close);
            prop_assert!(beyond(&|at| at > limits.high + close) <= OUTSIDE + close);
            prop_assert!(beyond(&|at| at < limits.near_low - close) <= NEAR + close);
            prop_assert!(beyond(&|at| at > limits.near_high + close) <= NEAR + close);
            // No narrower limits would do.
            prop_assert!(limits.low >= 1.0 - close || beyond(&|at| at < limits.low + close) > OUTSIDE - close);
            prop_assert!(limits.high <= close || beyond(&|at| at > limits.high - close) > OUTSIDE - close);
        }

        #[test]
        fn limits_lie_around_the_usual_share(share in 0.0..=1.0_f64, n in 1..1_000_000_u64) {
            let Limits { low, near_low, near_high, high } = Limits::of(share, n);
            // A quantile is a count: it may lie up to one person beyond the share.
            let person = 1.0 / n as f64;
            prop_assert!(0.0 <= low + 1e-9 && low <= near_low + 1e-9 && near_low <= share + person);
            prop_assert!(share <= near_high + person && near_high <= high + 1e-9 && high <= 1.0 + 1e-9);
        }

        #[test]
        fn the_satisfied_have_the_same_limits_mirrored(share in 0.0..=1.0_f64, n in 1..3_000_u64) {
            let (here, there) = (Limits::of(share, n), Limits::of(1.0 - share, n));
            let close = |a: f64, b: f64| (a - b).abs() <= 1.0 / n as f64 + 1e-9;
            prop_assert!(close(here.low, 1.0 - there.high) && close(here.near_high, 1.0 - there.near_low));
        }

        #[test]
        fn more_people_narrow_the_limits(share in 0.02..=0.98_f64, n in 20..2_000_u64) {
            let width = |n| { let limits = Limits::of(share, n); limits.high - limits.low };
            prop_assert!(width(n * 9) < width(n) + 1.0 / n as f64);
        }
    }
}
