//! Which ratings are counted under how, and in which field, their dossier was settled (pure): only where so many slips
//! could have given one that nobody can tell whose it is (kiosk.md B5, D5). The others are counted as untold.

use std::collections::BTreeMap;

use super::shares::FEWEST;
use super::timeliness::Timeliness;

/// How and in which field a dossier was settled.
pub type Settled = (Timeliness, String);

/// Under what a rating is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// How its dossier was settled.
    pub timeliness: Option<Timeliness>,
    /// In which field. Told only together with the former: what is told of both is of ten slips, too.
    pub field: Option<String>,
}

impl Told {
    /// What may be told of a rating among the slips of its unit that rate now. Those that have rated are among them:
    /// nobody can tell which. `draw` picks one of so many slips, from 0: which of them are untold is chance.
    pub fn of(
        rating: &Settled,
        open: &BTreeMap<Settled, i64>,
        mut draw: impl FnMut(i64) -> i64,
    ) -> Self {
        let (timeliness, field) = rating;
        let mut by_timeliness = BTreeMap::<Timeliness, i64>::new();
        let mut fields = BTreeMap::<&str, i64>::new();
        for ((other, field), slips) in open {
            *by_timeliness.entry(*other).or_default() += slips;
            if other == timeliness {
                *fields.entry(field).or_default() += slips;
            }
        }
        let mut is_told = |slips: Option<&i64>, hidden: i64| {
            let slips = slips.copied().unwrap_or_default();
            draw(slips) >= hidden
        };
        let hidden = hidden_of(timeliness, &by_timeliness);
        if !is_told(by_timeliness.get(timeliness), hidden) {
            return Self::default();
        }
        let hidden = hidden_of(&field.as_str(), &fields);
        let tells_field = is_told(fields.get(field.as_str()), hidden) && !field.is_empty();
        Self {
            timeliness: Some(*timeliness),
            field: tells_field.then(|| field.clone()),
        }
    }
}

fn hidden_of<K: Ord + Clone>(group: &K, candidates: &BTreeMap<K, i64>) -> i64 {
    untold(candidates).get(group).copied().unwrap_or_default()
}

/// So many slips of each group are untold: all of a small group; and, as what is untold is a group itself, of the largest
/// group what is missing for small ones to hide in.
fn untold<K: Ord + Clone>(candidates: &BTreeMap<K, i64>) -> BTreeMap<K, i64> {
    let small = |n: i64| if n < FEWEST { n } else { 0 };
    let groups = candidates.iter();
    let mut untold: BTreeMap<K, i64> = groups.map(|(it, n)| (it.clone(), small(*n))).collect();
    let together: i64 = untold.values().sum();
    let largest = candidates.iter().max_by_key(|(_, n)| **n);
    if let Some((group, n)) = largest.filter(|(_, n)| **n >= FEWEST)
        && (1..FEWEST).contains(&together)
    {
        untold.insert(group.clone(), (FEWEST - together).min(*n));
    }
    untold
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(numbers: [i64; 3]) -> BTreeMap<Timeliness, i64> {
        Timeliness::ALL.iter().copied().zip(numbers).collect()
    }

    fn told(rating: (Timeliness, &str), open: &[(Timeliness, &str, i64)], draw: i64) -> Told {
        let open = open.iter();
        let open = open.map(|(timeliness, field, n)| ((*timeliness, (*field).to_owned()), *n));
        Told::of(&(rating.0, rating.1.to_owned()), &open.collect(), |_| draw)
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
        let in_time = (Timeliness::OnTime, "a", 200);
        assert_eq!(
            told((late, "a"), &[in_time, (late, "a", 9)], 8),
            Told::default()
        );
        let found = told((late, "a"), &[in_time, (late, "a", 10)], 0);
        assert_eq!(found.timeliness, Some(late));
    }

    #[test]
    fn a_rare_field_hides_among_the_others_that_were_settled_likewise() {
        let (in_time, late) = (Timeliness::OnTime, Timeliness::LateApologised);
        let open = [
            (in_time, "often", 200),
            (in_time, "rare", 1),
            (late, "rare", 12),
        ];
        assert_eq!(told((in_time, "rare"), &open, 0).field, None);
        assert_eq!(told((in_time, "often"), &open, 8).field, None);
        let found = told((in_time, "often"), &open, 9).field;
        assert_eq!(found.as_deref(), Some("often"));
        let found = told((late, "rare"), &open, 0).field;
        assert_eq!(found.as_deref(), Some("rare"));
    }

    #[test]
    fn what_is_untold_in_time_is_untold_in_its_field() {
        let (in_time, late) = (Timeliness::OnTime, Timeliness::LateApologised);
        let open = [(in_time, "often", 200), (late, "often", 1)];
        assert_eq!(told((in_time, "often"), &open, 8), Told::default());
        assert_eq!(told((late, "often"), &open, 0), Told::default());
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

        /// Whoever sees all that is told of a rating finds no fewer than ten slips of which it can be, if the unit has ten.
        #[test]
        fn whatever_is_told_of_both_could_be_of_ten_slips(numbers in proptest::array::uniform9(0..30i64)) {
            let fields = ["a", "b", "c"];
            let cells: Vec<Settled> = Timeliness::ALL
                .iter()
                .flat_map(|timeliness| fields.map(|field| (*timeliness, field.to_owned())))
                .collect();
            let open: BTreeMap<Settled, i64> = cells.iter().cloned().zip(numbers).collect();
            // Every way in which every slip may be drawn among those settled likewise, and what is told then.
            let total: i64 = numbers.iter().sum();
            let mut seen = BTreeMap::<String, i64>::new();
            for (cell, slips) in &open {
                let told: std::collections::BTreeSet<String> = (0..total.max(1))
                    .flat_map(|first| [0, 29].map(|second| (first, second)))
                    .map(|(first, second)| {
                        let mut draws = [first, second].into_iter();
                        let told = Told::of(cell, &open, |n| draws.next().unwrap_or(0).min(n - 1).max(0));
                        format!("{told:?}")
                    })
                    .collect();
                for told in told {
                    *seen.entry(told).or_default() += slips;
                }
            }
            for (told, slips) in seen {
                prop_assert!(slips >= FEWEST.min(total) || slips == 0, "{told}: {slips} of {total}");
            }
        }
    }
}
