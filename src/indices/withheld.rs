//! Which figures of a table are withheld because too few people stand behind them, and which beside them, so that none
//! can be had by subtraction (pure).

/// Of fewer people than this nothing is told: somebody could be recognised (GP Patient Survey's rule).
pub const FEWEST_SHOWN: u64 = 10;

/// Which parts of a whole that is known are withheld, by the people behind each: those of too few, and as many of the
/// smallest others as it takes for the withheld ones together to be of enough people, which is never one alone.
pub fn withheld(persons: &[u64]) -> Vec<bool> {
    let mut hidden: Vec<bool> = persons.iter().map(|n| is_too_few(*n)).collect();
    if !hidden.contains(&true) {
        return hidden;
    }
    loop {
        let together: u64 = persons
            .iter()
            .zip(&hidden)
            .filter(|(_, hidden)| **hidden)
            .map(|(n, _)| *n)
            .sum();
        if together >= FEWEST_SHOWN {
            return hidden;
        }
        let next = (0..persons.len())
            .filter(|at| hidden.get(*at) == Some(&false) && persons.get(*at) > Some(&0))
            .min_by_key(|at| persons.get(*at));
        match next.and_then(|at| hidden.get_mut(at)) {
            Some(more) => *more = true,
            None => return hidden,
        }
    }
}

/// Whether somebody answered, but too few.
pub fn is_too_few(persons: u64) -> bool {
    (1..FEWEST_SHOWN).contains(&persons)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_small_part_takes_another_with_it() {
        assert_eq!(withheld(&[100, 4, 30, 0]), [false, true, true, false]);
        assert_eq!(withheld(&[100, 4, 5, 20]), [false, true, true, true]);
        assert_eq!(withheld(&[100, 8, 9]), [false, true, true]);
        assert_eq!(withheld(&[10, 0, 50]), [false, false, false]);
        assert_eq!(withheld(&[4]), [true]);
    }

    proptest! {
        #[test]
        fn what_is_withheld_cannot_be_had_by_subtraction(persons in prop::collection::vec(0..40_u64, 0..8)) {
            let hidden = withheld(&persons);
            let of = |wanted: bool| persons.iter().zip(&hidden).filter(move |(_, hidden)| **hidden == wanted).map(|(n, _)| *n);
            prop_assert!(of(false).all(|n| !is_too_few(n)));
            let (many, together) = (of(true).count(), of(true).sum::<u64>());
            let nothing_left = of(false).all(|n| n == 0);
            prop_assert!(many == 0 || nothing_left || (many > 1 && together >= FEWEST_SHOWN));
        }
    }
}
