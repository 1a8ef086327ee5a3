//! Counts of dossiers and apologies, and what is made of them (pure). Whole numbers to the end; a rate of nothing is not
//! 0 % but unknown.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::voices::Voices;
use crate::apologies::apology::{Kind, Reason};
use crate::apologies::store;
use crate::db::DbConn;
use crate::dossiers::facts::Fact;
use crate::dossiers::store::{Tally, list_tallies};
use crate::percent::Hundredths;
use crate::units::Scope;

/// How many dossiers count as what, and by how many working days the late ones were late.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    facts: BTreeMap<Fact, u64>,
    /// Late ones by working days; those of which it is not known are left out.
    delays: BTreeMap<i32, u64>,
}

/// How many apologies were issued, by what they were for and why.
pub type Reasons = BTreeMap<(Kind, Reason), u64>;

/// The figures of a year.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// All dossiers.
    pub all: Counts,
    /// By month, 1 to 12.
    pub months: BTreeMap<i32, Counts>,
    /// By field; the empty code is that of none.
    pub fields: BTreeMap<String, Counts>,
    /// The apologies.
    pub reasons: Reasons,
    /// What citizens said, where it was asked for.
    pub voices: Voices,
}

impl Counts {
    /// How many count as a fact.
    pub fn of(&self, fact: Fact) -> u64 {
        self.facts.get(&fact).copied().unwrap_or(0)
    }

    fn add(&mut self, tally: &Tally) {
        let dossiers = u64::try_from(tally.dossiers).unwrap_or(0);
        *self.facts.entry(tally.fact).or_default() += dossiers;
        if tally.fact == Fact::Late && tally.days >= 0 {
            *self.delays.entry(tally.days).or_default() += dossiers;
        }
    }

    /// Tỷ lệ đúng hẹn: in time, of all that ended.
    pub fn in_time(&self) -> Option<Hundredths> {
        let whole = self.of(Fact::Ended);
        Hundredths::of_ratio(self.of(Fact::OnTime).into(), whole.into())
    }

    /// Late, and nobody has said sorry.
    pub fn unapologised(&self) -> u64 {
        let late = self.of(Fact::Late);
        late.saturating_sub(self.of(Fact::Apologised))
    }

    /// The middle one of the delays in working days, the lower of two; nothing where none is known.
    pub fn median_delay(&self) -> Option<i32> {
        let all: u64 = self.delays.values().sum();
        let mut left = all.checked_sub(1)? / 2;
        for (days, dossiers) in &self.delays {
            if left < *dossiers {
                return Some(*days);
            }
            left -= dossiers;
        }
        None
    }
}

impl FromIterator<Tally> for Figures {
    fn from_iter<I: IntoIterator<Item = Tally>>(tallies: I) -> Self {
        let mut figures = Self::default();
        for tally in tallies {
            figures.all.add(&tally);
            figures.months.entry(tally.month).or_default().add(&tally);
            figures
                .fields
                .entry(tally.field.clone())
                .or_default()
                .add(&tally);
        }
        figures
    }
}

impl Figures {
    /// Those of a year, of the units that the viewer may see.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, scope: &Scope, year: i32) -> QueryResult<Self> {
        let mut figures: Self = list_tallies(conn, scope, year)?.into_iter().collect();
        figures.reasons = store::count_reasons(conn, scope, year)?;
        Ok(figures)
    }

    /// The same with what citizens said.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find_with_voices(conn: &mut DbConn, scope: &Scope, year: i32) -> QueryResult<Self> {
        Ok(Self {
            voices: Voices::find(conn, scope, year)?,
            ..Self::find(conn, scope, year)?
        })
    }

    /// How many apologies were issued.
    pub fn apologies(&self) -> u64 {
        self.reasons.values().sum()
    }

    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        self.all.facts.is_empty() && self.reasons.is_empty() && self.voices.is_empty()
    }

    /// How many apologies were for each reason, the most frequent first.
    pub fn by_reason(&self) -> Vec<(Reason, u64)> {
        let mut sums: BTreeMap<Reason, u64> = BTreeMap::new();
        for ((_, reason), count) in &self.reasons {
            *sums.entry(*reason).or_default() += count;
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        sums
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn late(days: &[i32]) -> Counts {
        let mut counts = Counts::default();
        for days in days {
            counts.add(&Tally {
                month: 1,
                field: String::new(),
                fact: Fact::Late,
                days: *days,
                dossiers: 1,
            });
        }
        counts
    }

    #[test]
    fn the_median_is_a_delay_that_happened() {
        assert_eq!(late(&[]).median_delay(), None);
        assert_eq!(late(&[-1]).median_delay(), None, "not known");
        assert_eq!(late(&[3]).median_delay(), Some(3));
        assert_eq!(late(&[9, 1, 2]).median_delay(), Some(2));
        assert_eq!(late(&[1, 2, 5, 9]).median_delay(), Some(2));
        assert_eq!(late(&[4, -1, 4, 0]).median_delay(), Some(4));
    }

    proptest! {
        /// At least half of the delays are no longer than the median, and at least half no shorter.
        #[test]
        fn half_of_the_delays_lie_on_each_side(mut days in proptest::collection::vec(0_i32..60, 1..40)) {
            let median = late(&days).median_delay().expect("some delays");
            days.sort_unstable();
            let below = days.iter().filter(|day| **day <= median).count();
            let above = days.iter().filter(|day| **day >= median).count();
            prop_assert!(2 * below >= days.len() && 2 * above >= days.len());
        }
    }
}
