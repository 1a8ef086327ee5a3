//! Who has how much of what is pressing, and in which field (pure).

use std::collections::BTreeMap;

use crate::dossiers::store::{Share, Tab};

/// How many dossiers of somebody, or of a field, are owed, late and soon late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// An apology is owed.
    pub owed: usize,
    /// Late.
    pub late: usize,
    /// Soon late.
    pub soon: usize,
}

/// What each has, by what the shares are told apart by; the heaviest first.
pub fn loads<K: Ord>(shares: &[Share], key: impl Fn(&Share) -> K) -> Vec<(K, Load)> {
    let mut loads: BTreeMap<K, Load> = BTreeMap::new();
    for share in shares {
        let load = loads.entry(key(share)).or_default();
        match share.tab {
            Tab::Owed => load.owed += 1,
            Tab::Late => load.late += 1,
            Tab::Soon => load.soon += 1,
            _ => {}
        }
    }
    let mut loads: Vec<_> = loads.into_iter().collect();
    loads.sort_by_key(|(_, load)| std::cmp::Reverse((load.owed, load.late, load.soon)));
    loads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_owes_most_comes_first() {
        let share = |tab, officer_id| Share {
            tab,
            officer_id,
            field: String::new(),
        };
        let shares = [
            share(Tab::Soon, Some(1)),
            share(Tab::Soon, Some(1)),
            share(Tab::Owed, None),
            share(Tab::Late, None),
        ];
        let loads = loads(&shares, |share| share.officer_id);
        let owes = Load {
            owed: 1,
            late: 1,
            soon: 0,
        };
        let waits = Load {
            owed: 0,
            late: 0,
            soon: 2,
        };
        assert_eq!(loads, [(None, owes), (Some(1), waits)]);
    }
}
