//! The order of units as far as it is known: a rank is a range, from the best to the worst place that a unit can have while
//! each true share lies in its interval (pure).

use std::fmt;

use crate::indices::interval::Interval;

/// The places that a unit can have, 1 is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The best one.
    pub best: usize,
    /// The worst one.
    pub worst: usize,
    /// How many units are ranked.
    pub of: usize,
}

crate::text_enum! {
    /// Where a unit stands to the whole that it is a part of.
    pub enum Side {
        /// Its interval lies wholly above that of the whole.
        Above => "above",
        /// They overlap.
        Open => "open",
        /// Its interval lies wholly below that of the whole.
        Below => "below",
    }
}

impl Rank {
    /// The place, if there is only one.
    pub fn sure(self) -> Option<usize> {
        (self.best == self.worst).then_some(self.best)
    }
}

/// As it is written in both languages: 1/12, or 3–7/12 where it is not known better.
impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sure() {
            Some(place) => write!(f, "{place}/{}", self.of),
            None => write!(f, "{}–{}/{}", self.best, self.worst, self.of),
        }
    }
}

impl Side {
    /// Where an interval lies to that of the whole; intervals that touch overlap.
    pub fn of(own: Interval, whole: Interval) -> Self {
        if own.low > whole.high {
            Self::Above
        } else if own.high < whole.low {
            Self::Below
        } else {
            Self::Open
        }
    }
}

/// The rank of each of these: units whose interval lies wholly above come before it, those wholly below after it.
pub fn ranks(intervals: &[Interval]) -> Vec<Rank> {
    let rank = |own: &Interval| {
        let sides = || intervals.iter().map(|other| Side::of(*other, *own));
        let above = sides().filter(|side| *side == Side::Above).count();
        let below = sides().filter(|side| *side == Side::Below).count();
        Rank {
            best: 1 + above,
            worst: intervals.len() - below,
            of: intervals.len(),
        }
    };
    intervals.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::percent::Hundredths;

    fn interval((low, high): (u16, u16)) -> Interval {
        let end = |value: u16| Hundredths::new(value.into()).expect("at most 10000");
        Interval {
            low: end(low),
            high: end(high),
        }
    }

    fn ranks_of(ends: &[(u16, u16)]) -> Vec<(usize, usize)> {
        let intervals: Vec<Interval> = ends.iter().copied().map(interval).collect();
        let found = ranks(&intervals);
        found.iter().map(|rank| (rank.best, rank.worst)).collect()
    }

    /// Intervals, and a true value in each.
    fn worlds() -> impl Strategy<Value = Vec<((u16, u16), u16)>> {
        let one = (0..=10_000_u16, 0..=4_000_u16, 0.0..=1.0_f64).prop_map(|(low, wide, at)| {
            let high = (low + wide).min(10_000);
            let value = low + (f64::from(high - low) * at) as u16;
            ((low, high), value)
        });
        prop::collection::vec(one, 1..12)
    }

    #[test]
    fn only_what_is_apart_has_a_place() {
        assert_eq!(
            ranks_of(&[
                (9_000, 9_500),
                (7_000, 8_000),
                (7_900, 8_400),
                (1_000, 2_000)
            ]),
            [(1, 1), (2, 3), (2, 3), (4, 4)]
        );
        assert_eq!(ranks_of(&[(5_000, 6_000)]), [(1, 1)]);
        assert_eq!(
            ranks_of(&[(5_000, 6_000), (6_000, 7_000)]),
            [(1, 2), (1, 2)],
            "what touches is not apart"
        );
        assert_eq!(ranks_of(&[]), []);
    }

    #[test]
    fn a_rank_says_out_of_how_many() {
        let all = [(9_000, 9_500), (7_000, 8_000), (7_900, 8_400)].map(interval);
        let written: Vec<String> = ranks(&all).iter().map(Rank::to_string).collect();
        assert_eq!(written, ["1/3", "2–3/3", "2–3/3"]);
    }

    #[test]
    fn a_side_is_told_where_both_intervals_are_apart() {
        let whole = interval((8_000, 8_100));
        for (ends, side) in [
            ((8_101, 9_000), Side::Above),
            ((8_100, 9_000), Side::Open),
            ((7_000, 8_000), Side::Open),
            ((7_000, 7_999), Side::Below),
        ] {
            assert_eq!(Side::of(interval(ends), whole), side, "{ends:?}");
        }
    }

    proptest! {
        #[test]
        fn every_true_order_lies_within_the_ranks(world in worlds()) {
            let ends: Vec<_> = world.iter().map(|(ends, _)| *ends).collect();
            let values: Vec<u16> = world.iter().map(|(_, value)| *value).collect();
            for ((best, worst), own) in ranks_of(&ends).into_iter().zip(&values) {
                let before = values.iter().filter(|value| *value > own).count();
                let after = values.iter().filter(|value| *value < own).count();
                prop_assert!(best <= 1 + before && values.len() - after <= worst);
            }
        }

        #[test]
        fn every_end_of_a_rank_is_true_in_some_world(world in worlds()) {
            let ends: Vec<_> = world.iter().map(|(ends, _)| *ends).collect();
            for (at, (best, worst)) in ranks_of(&ends).into_iter().enumerate() {
                let others = || ends.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, ends)| ends);
                let (low, high) = ends[at];
                let before = others().filter(|(others_low, _)| *others_low > high).count();
                let after = others().filter(|(_, others_high)| *others_high < low).count();
                prop_assert_eq!((best, worst), (1 + before, ends.len() - after));
            }
        }

        #[test]
        fn what_overlaps_has_no_single_place(world in worlds()) {
            let ends: Vec<_> = world.iter().map(|(ends, _)| *ends).collect();
            let intervals: Vec<Interval> = ends.iter().copied().map(interval).collect();
            for (at, rank) in ranks(&intervals).into_iter().enumerate() {
                let (low, high) = ends[at];
                let mut others = ends.iter().enumerate().filter(|(other, _)| *other != at);
                let overlaps = others.any(|(_, (from, to))| *from <= high && *to >= low);
                prop_assert_eq!(rank.sure().is_none(), overlaps);
                prop_assert!(1 <= rank.best && rank.best <= rank.worst && rank.worst <= ends.len());
            }
        }
    }
}
