//! Counts of units as counts of all that lies above them (pure): what a province reads is added up as ballots come, so that
//! its pages cost what a commune's cost. Of each unit above it is the sum of all units below, not of itself.

use std::collections::{BTreeMap, BTreeSet};

use super::breakdown::{Breakdowns, PartKey, ReasonKey};
use super::tally::{Tallies, TallyKey};

/// The units above each unit, by id; one with none above it may be missing.
pub type Above = BTreeMap<i64, Vec<i64>>;

/// What can be added up.
trait Sum: Clone {
    fn add(&mut self, more: &Self);
}

impl<const N: usize> Sum for [i32; N] {
    fn add(&mut self, more: &Self) {
        self.iter_mut()
            .zip(more)
            .for_each(|(sum, more)| *sum += more);
    }
}

impl Sum for i32 {
    fn add(&mut self, more: &Self) {
        *self += more;
    }
}

/// What belongs to a unit.
trait OfUnit: Clone + Ord {
    fn unit_id(&mut self) -> &mut i64;
}

impl OfUnit for TallyKey {
    fn unit_id(&mut self) -> &mut i64 {
        &mut self.unit_id
    }
}

impl OfUnit for PartKey {
    fn unit_id(&mut self) -> &mut i64 {
        &mut self.unit_id
    }
}

impl OfUnit for ReasonKey {
    fn unit_id(&mut self) -> &mut i64 {
        &mut self.unit_id
    }
}

impl Tallies {
    /// The units that were rated.
    pub fn unit_ids(&self) -> BTreeSet<i64> {
        self.turnout_months.keys().map(|key| key.unit_id).collect()
    }

    /// The same as counts of the units above.
    pub fn of_areas(&self, above: &Above) -> Self {
        Self {
            days: raised(&self.days, above),
            months: raised(&self.months, above),
            turnout_days: raised(&self.turnout_days, above),
            turnout_months: raised(&self.turnout_months, above),
        }
    }
}

impl Breakdowns {
    /// The same as counts of the units above.
    pub fn of_areas(&self, above: &Above) -> Self {
        Self {
            parts: raised(&self.parts, above),
            reasons: raised(&self.reasons, above),
        }
    }
}

fn raised<K: OfUnit, C: Sum>(counts: &BTreeMap<K, C>, above: &Above) -> BTreeMap<K, C> {
    let mut sums = BTreeMap::<K, C>::new();
    for (key, counts) in counts {
        let mut key = key.clone();
        let own = *key.unit_id();
        for area in above.get(&own).into_iter().flatten() {
            *key.unit_id() = *area;
            match sums.get_mut(&key) {
                Some(sum) => sum.add(counts),
                None => {
                    sums.insert(key.clone(), counts.clone());
                }
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::ballot::{Answers, Channel};
    use crate::survey::tally::Counted;
    use chrono::NaiveDate;

    #[test]
    fn what_two_communes_were_given_is_the_province_s_and_not_their_own() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let answers = Answers::from([("1".into(), Some(5))]);
        let mut tallies = Tallies::default();
        for unit_id in [2, 3, 3, 9] {
            tallies.add(&Counted {
                unit_id,
                day,
                channel: Channel::Kiosk,
                questionnaire_id: 1,
                answers: &answers,
                partial: false,
            });
        }
        let above = Above::from([(2, vec![1]), (3, vec![1]), (4, vec![1])]);
        let areas = tallies.of_areas(&above);
        let of = |key: &TallyKey| key.unit_id;
        let days: Vec<_> = areas.days.iter().map(|(key, n)| (of(key), *n)).collect();
        assert_eq!(days, [(1, [0, 0, 0, 0, 3, 0])]);
        let turnout = areas.turnout_months.iter();
        let turnout: Vec<_> = turnout.map(|(key, n)| (of(key), *n)).collect();
        assert_eq!(turnout, [(1, [3, 0, 3, 3, 3])]);
        assert_eq!(tallies.unit_ids(), BTreeSet::from([2, 3, 9]));
    }
}
