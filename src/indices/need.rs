//! What it would take to conclude: how many people would have to answer if the share stayed what it is (pure).

use super::comparison::{Comparison, FEWEST_PERSONS, Verdict};
use super::table::Figure;

/// More people than any unit has.
const MOST: u64 = 20_000_000;

/// What is missing for a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// So many people in all, this year.
    Persons(u64),
    /// However many there were this year, the other one has too few, or the two do not differ.
    Never,
}

impl Need {
    /// What a difference needs that is not enough yet; nothing where something can be concluded or nothing is known.
    pub fn of(now: Figure, before: Figure) -> Option<Self> {
        let verdict = |persons| Comparison::of(Figure { persons, ..now }, before).verdict;
        if verdict(now.persons) != Verdict::NotEnough {
            return None;
        }
        if verdict(MOST) == Verdict::NotEnough {
            return Some(Self::Never);
        }
        let (mut too_few, mut enough) = (now.persons, MOST);
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if verdict(middle) == Verdict::NotEnough {
                too_few = middle;
            } else {
                enough = middle;
            }
        }
        Some(Self::Persons(rounded_up(enough.max(FEWEST_PERSONS))))
    }
}

/// To two digits, as such a figure is no more exact than that: 1.234 is 1.300.
fn rounded_up(persons: u64) -> u64 {
    let digits = persons.checked_ilog10().unwrap_or(0);
    let step = 10_u64.pow(digits.saturating_sub(1));
    persons.div_ceil(step) * step
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indices::index::Share;

    fn figure(satisfied: u64, answers: u64) -> Figure {
        Figure {
            share: Share { satisfied, answers },
            persons: answers,
        }
    }

    #[test]
    fn a_difference_needs_people_or_cannot_be_told() {
        assert_eq!(Need::of(figure(900, 1000), figure(800, 1000)), None);
        assert_eq!(Need::of(figure(0, 0), figure(800, 1000)), None);
        let close = Need::of(figure(82, 100), figure(8_000, 10_000));
        assert_eq!(close, Some(Need::Persons(1_800)));
        assert_eq!(
            Need::of(figure(82, 100), figure(80, 100)),
            Some(Need::Never)
        );
        assert_eq!(
            Need::of(figure(80, 100), figure(800, 1000)),
            Some(Need::Never)
        );
    }

    #[test]
    fn a_need_is_told_in_two_digits() {
        assert_eq!(
            [7, 20, 99, 101, 1_234].map(rounded_up),
            [7, 20, 99, 110, 1_300]
        );
    }

    proptest! {
        #[test]
        fn so_many_people_conclude(satisfied in 0..300_u64, rest in 0..300_u64, other in 0..3_000_u64, others in 20..3_000_u64) {
            let (now, before) = (figure(satisfied, satisfied + rest), figure(other, other + others));
            if let Some(Need::Persons(persons)) = Need::of(now, before) {
                prop_assert!(persons > now.persons || persons == FEWEST_PERSONS);
                let then = Comparison::of(Figure { persons, ..now }, before).verdict;
                prop_assert!(matches!(then, Verdict::Rise | Verdict::Fall));
            }
        }
    }
}
