//! Counts of cases and the rates made of them (pure). Whole numbers to the end; a rate of nothing is not 0 % but unknown.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::complaints::facts::Fact;
use crate::percent::Hundredths;

/// How many cases count as what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<Fact, u64>);

/// `part` of `whole` cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Numerator.
    pub part: u64,
    /// Denominator.
    pub whole: u64,
}

impl Rate {
    /// The rate, rounded half up once; nothing where there is no case.
    pub fn percent(self) -> Option<Hundredths> {
        Hundredths::of_ratio(self.part.into(), self.whole.into())
    }
}

impl Counts {
    /// How many cases count as a fact.
    pub fn of(&self, fact: Fact) -> u64 {
        self.0.get(&fact).copied().unwrap_or(0)
    }

    /// Adds cases; fewer than none there cannot be.
    pub fn add(&mut self, fact: Fact, cases: i64) {
        *self.0.entry(fact).or_default() += u64::try_from(cases).unwrap_or(0);
    }

    /// Done by their day, among the cases of which that is known: those that are done, and those whose day passed.
    pub fn in_time(&self) -> Rate {
        let part = self.of(Fact::OnTime);
        Rate {
            part,
            whole: part + self.of(Fact::Late),
        }
    }

    /// Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn (QĐ 766/QĐ-TTg): handled by their day, of all within competence.
    pub fn handled_in_time(&self) -> Rate {
        Rate {
            part: self.of(Fact::CompetentOnTime),
            whole: self.of(Fact::Competent),
        }
    }

    /// Tỷ lệ hài lòng trong xử lý phản ánh, kiến nghị (QĐ 766/QĐ-TTg): all but those that were called unsatisfactory or
    /// handled late, of all.
    pub fn not_marred(&self) -> Rate {
        let whole = self.of(Fact::Petition);
        Rate {
            part: whole.saturating_sub(self.of(Fact::Marred)),
            whole,
        }
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        for (fact, cases) in &other.0 {
            *self.0.entry(*fact).or_default() += cases;
        }
    }
}

impl FromIterator<(Fact, i64)> for Counts {
    fn from_iter<I: IntoIterator<Item = (Fact, i64)>>(facts: I) -> Self {
        let mut counts = Self::default();
        for (fact, cases) in facts {
            counts.add(fact, cases);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(rate: Rate) -> Option<String> {
        rate.percent().map(|percent| percent.to_string())
    }

    #[test]
    fn a_year_without_cases_has_no_rates() {
        let none = Counts::default();
        for rate in [none.in_time(), none.handled_in_time(), none.not_marred()] {
            assert_eq!(rate.percent(), None);
        }
    }

    #[test]
    fn rates_are_those_worked_out_by_hand() {
        let counts: Counts = [
            (Fact::OnTime, 5),
            (Fact::Late, 1),
            (Fact::Competent, 3),
            (Fact::CompetentOnTime, 2),
            (Fact::Petition, 8),
            (Fact::Marred, 1),
        ]
        .into_iter()
        .collect();
        assert_eq!(shown(counts.in_time()).as_deref(), Some("83.33"));
        assert_eq!(shown(counts.handled_in_time()).as_deref(), Some("66.67"));
        assert_eq!(shown(counts.not_marred()).as_deref(), Some("87.50"));
    }

    /// Counts as cases make them: a part of the petitions is within competence, a part of those is done by its day.
    fn any_counts() -> impl Strategy<Value = Counts> {
        let few_or_many = || prop_oneof![0..4_i64, 0..1_000_i64, 0..1_000_000_000_i64];
        (few_or_many(), few_or_many(), few_or_many(), few_or_many()).prop_map(
            |(done, open, elsewhere, marred)| {
                let petitions = done + open + elsewhere;
                [
                    (Fact::OnTime, done),
                    (Fact::Late, marred),
                    (Fact::CompetentOnTime, done),
                    (Fact::Competent, done + open),
                    (Fact::Petition, petitions),
                    (Fact::Marred, marred.min(petitions)),
                ]
                .into_iter()
                .collect()
            },
        )
    }

    fn rates(counts: &Counts) -> [Rate; 3] {
        [
            counts.in_time(),
            counts.handled_in_time(),
            counts.not_marred(),
        ]
    }

    proptest! {
        #[test]
        fn a_rate_lies_between_nothing_and_everything(counts in any_counts()) {
            for rate in rates(&counts) {
                prop_assert_eq!(rate.percent().is_some(), rate.whole > 0);
                prop_assert!(rate.percent().is_none_or(|percent| percent <= Hundredths::FULL));
            }
        }

        #[test]
        fn one_more_done_in_time_never_lowers_a_rate(counts in any_counts()) {
            let mut better = counts.clone();
            for fact in [Fact::OnTime, Fact::Competent, Fact::CompetentOnTime, Fact::Petition] {
                better.add(fact, 1);
            }
            for (rate, better) in rates(&counts).into_iter().zip(rates(&better)) {
                prop_assert!(better.percent() >= rate.percent(), "{rate:?} {better:?}");
            }
        }

        #[test]
        fn one_more_late_never_raises_a_rate(counts in any_counts()) {
            let mut worse = counts.clone();
            for fact in [Fact::Late, Fact::Competent, Fact::Petition, Fact::Marred] {
                worse.add(fact, 1);
            }
            for (rate, worse) in rates(&counts).into_iter().zip(rates(&worse)) {
                prop_assert!(rate.percent().is_none_or(|before| worse.percent() <= Some(before)));
            }
        }
    }
}
