//! Which earlier cases have words in common with what is being typed (pure). The rarest words decide: a text that says
//! the same shares most of them, whatever order they stand in.

use std::collections::BTreeMap;

/// Words of a text that are looked up; what follows in a long one adds little.
pub const WORDS_ASKED: usize = 60;
/// A word in so many cases tells nothing.
pub const COMMON: usize = 300;
/// How many of the rarest words decide.
const RAREST: usize = 12;
/// Fewest that must be shared.
const FEWEST: usize = 3;

/// The numbers of cases that say about the same, those that share most first, then the newest. `found` holds for each
/// word the cases that have it.
pub fn alike(mut found: Vec<Vec<i64>>) -> Vec<i64> {
    found.retain(|cases| !cases.is_empty() && cases.len() < COMMON);
    found.sort_by_key(Vec::len);
    found.truncate(RAREST);
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    for case in found.iter().flatten() {
        *shared.entry(*case).or_default() += 1;
    }
    let enough = FEWEST.max(found.len().div_ceil(3));
    let mut ranked: Vec<(i64, usize)> = shared
        .into_iter()
        .filter(|(_, words)| *words >= enough)
        .collect();
    ranked.sort_by_key(|(case, words)| std::cmp::Reverse((*words, *case)));
    ranked.into_iter().map(|(case, _)| case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_that_shares_most_rare_words_comes_first() {
        let found = vec![vec![7, 3], vec![7, 3], vec![7, 3], vec![7], vec![9]];
        assert_eq!(alike(found), [7, 3]);
    }

    #[test]
    fn words_that_everybody_uses_tell_nothing() {
        let everywhere: Vec<i64> = (1..=300).collect();
        assert!(alike(vec![everywhere; 20]).is_empty());
    }

    #[test]
    fn a_word_or_two_are_no_likeness() {
        assert!(alike(vec![vec![1], vec![1]]).is_empty());
        assert!(alike(Vec::new()).is_empty());
        // Three of twelve rare words: another matter.
        let mut found: Vec<Vec<i64>> = (10..19).map(|case| vec![case]).collect();
        found.extend([vec![1], vec![1], vec![1]]);
        assert!(alike(found).is_empty());
    }
}
