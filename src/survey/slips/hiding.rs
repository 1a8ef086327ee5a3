//! Which ratings are counted under how their dossier was settled (pure): only where so many slips could have given one
//! that nobody can tell whose it is (kiosk.md B5, D5). The others are counted as untold.

use std::collections::BTreeMap;

use super::shares::FEWEST;
use super::timeliness::Timeliness;

/// Slips of one unit that rate at a moment. Those that have rated are among them: nobody can tell which.
pub type Candidates = BTreeMap<Timeliness, i64>;

/// So many slips of each group are untold: all of a small group; and, as what is untold is a group itself, of the largest
/// group what is missing for small ones to hide in.
fn untold(candidates: &Candidates) -> Candidates {
    let small = |n: i64| if n < FEWEST { n } else { 0 };
    let mut untold: Candidates = candidates.iter().map(|(it, n)| (*it, small(*n))).collect();
    let together: i64 = untold.values().sum();
    let largest = candidates.iter().max_by_key(|(_, n)| **n);
    if let Some((group, n)) = largest.filter(|(_, n)| **n >= FEWEST)
        && (1..FEWEST).contains(&together)
    {
        untold.insert(*group, (FEWEST - together).min(*n));
    }
    untold
}

/// The group under which a rating of `group` is counted; nothing where it is untold. `draw` picks one of the slips of
/// its group, from 0: which of them are untold is chance.
pub fn told(group: Timeliness, candidates: &Candidates, draw: i64) -> Option<Timeliness> {
    let hidden = untold(candidates).get(&group).copied().unwrap_or_default();
    (draw >= hidden).then_some(group)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(numbers: [i64; 3]) -> Candidates {
        Timeliness::ALL.iter().copied().zip(numbers).collect()
    }

    #[test]
    fn a_single_late_dossier_hides_among_those_in_time() {
        assert_eq!(untold(&of([200, 1, 0])), of([9, 1, 0]));
        assert_eq!(untold(&of([200, 4, 5])), of([1, 4, 5]));
        assert_eq!(untold(&of([200, 10, 5])), of([5, 0, 5]));
        assert_eq!(untold(&of([200, 9, 9])), of([0, 9, 9]));
        assert_eq!(untold(&of([200, 10, 12])), of([0, 0, 0]));
        assert_eq!(untold(&of([3, 2, 0])), of([3, 2, 0]));
        let late = Timeliness::LateUnapologised;
        assert_eq!(told(late, &of([200, 0, 9]), 8), None);
        assert_eq!(told(late, &of([200, 0, 10]), 0), Some(late));
    }

    proptest! {
        #[test]
        fn whatever_is_counted_could_be_of_ten_slips(numbers in proptest::array::uniform3(0..40i64)) {
            let untold = untold(&of(numbers));
            for (group, n) in of(numbers) {
                let hidden = untold[&group];
                prop_assert!((0..=n).contains(&hidden));
                prop_assert!(hidden == n || n >= FEWEST, "a small group is told");
            }
            let together: i64 = untold.values().sum();
            let enough = numbers.iter().any(|n| *n >= FEWEST);
            prop_assert!(together == 0 || together >= FEWEST || !enough);
        }
    }
}
