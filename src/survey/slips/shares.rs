//! What a group of slips says, on counts (pure). How groups are laid beside each other is a page's.

use std::ops::AddAssign;

use crate::percent::Hundredths;
use crate::survey::tally::ScoreCounts;

/// Below so many citizens a group tells no figure (kiosk.md D5).
pub(super) const FEWEST: i64 = 10;

/// The counts of one group, summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Scores 4 and 5.
    pub satisfied: i64,
    /// All scores; "không có ý kiến" is none.
    pub answers: i64,
    /// So many citizens answered at the least: whoever skipped the question that most answered is not seen.
    pub citizens: i64,
}

impl Shares {
    /// Sums criteria of one group and questionnaire.
    pub fn of<'a>(criteria: impl IntoIterator<Item = &'a ScoreCounts>) -> Self {
        let mut shares = Self::default();
        for &[n1, n2, n3, n4, n5, no_opinion] in criteria {
            let [satisfied, others] = [
                i64::from(n4) + i64::from(n5),
                [n1, n2, n3].map(i64::from).iter().sum(),
            ];
            let answers = satisfied + others;
            shares.satisfied += satisfied;
            shares.answers += answers;
            shares.citizens = shares.citizens.max(answers + i64::from(no_opinion));
        }
        shares
    }

    /// The share of scores 4 and 5; nothing without scores, or where so few citizens answered that one could be told.
    pub fn percent(&self) -> Option<Hundredths> {
        let ratio = || {
            let [part, whole] = [self.satisfied, self.answers].map(u128::try_from);
            Hundredths::of_ratio(part.ok()?, whole.ok()?)
        };
        (self.citizens >= FEWEST).then(ratio).flatten()
    }
}

/// Of other citizens: another questionnaire's, another unit's.
impl AddAssign for Shares {
    fn add_assign(&mut self, other: Self) {
        self.satisfied += other.satisfied;
        self.answers += other.answers;
        self.citizens += other.citizens;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_citizens_are_too_few_to_tell() {
        assert_eq!(Shares::of([&[0, 0, 0, 4, 5, 0]; 5]).percent(), None);
        let ten = Shares::of([&[1, 0, 1, 4, 4, 0], &[0, 0, 0, 0, 1, 9]]);
        assert_eq!((ten.satisfied, ten.answers, ten.citizens), (9, 11, 10));
        assert_eq!(ten.percent(), Hundredths::new(8182));
        assert_eq!(Shares::of([&[0, 0, 0, 0, 0, 12]]).percent(), None);
        assert_eq!(Shares::of([]).percent(), None);
    }
}
