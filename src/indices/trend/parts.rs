//! The months of the parts that all ways of asking are made of: a month of all together is withheld where that of a part is,
//! so that neither can be had from the other (pure).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::indices::classes::Filter;
use crate::indices::evidence::Evidence;
use crate::indices::measure::Measure;
use crate::indices::privacy::withheld_with;
use crate::indices::table::Table;
use crate::indices::views::Answered;

/// The months of each part.
pub struct Parts(Vec<Vec<(NaiveDate, Table)>>);

impl Parts {
    /// Of all ways together; none where only some are wanted.
    pub fn of(evidence: &Evidence) -> Self {
        let mut parts = BTreeMap::<usize, Vec<(NaiveDate, Table)>>::new();
        if evidence.filter != Filter::All {
            return Self(Vec::new());
        }
        for (month, by_class) in &evidence.months {
            let answered = Answered {
                all: by_class,
                suspect: None,
                questionnaires: &evidence.questionnaires,
            };
            for (at, table) in answered.parts().into_iter().enumerate() {
                parts.entry(at).or_default().push((*month, table));
            }
        }
        Self(parts.into_values().collect())
    }

    /// The months in which a part keeps a measure back beside its year.
    pub fn kept_back(&self, measure: Measure) -> BTreeSet<NaiveDate> {
        let mut kept_back = BTreeSet::new();
        for year in self.0.iter().flat_map(|part| part.chunk_by(is_same_year)) {
            let persons = year.iter().map(|(_, table)| table.figure(measure).persons);
            let asked = year.iter().map(|(_, table)| table.keeps_back(measure));
            let hidden = withheld_with(&persons.collect::<Vec<_>>(), &asked.collect::<Vec<_>>());
            let months = year.iter().zip(hidden).filter(|(_, hidden)| *hidden);
            kept_back.extend(months.map(|((month, _), _)| *month));
        }
        kept_back
    }
}

fn is_same_year(one: &(NaiveDate, Table), other: &(NaiveDate, Table)) -> bool {
    one.0.year() == other.0.year()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::table::tests::tally;
    use crate::survey::questionnaire::Dimension;

    #[test]
    fn a_month_of_few_elsewhere_takes_another_of_that_year_with_it() {
        let month = |year, month, people| {
            let tally = tally("1", Dimension::Access, [0, 0, 0, people, 0]);
            let table = Table::new(vec![tally], BTreeMap::new());
            let day = NaiveDate::from_ymd_opt(year, month, 1).expect("a day");
            (day, table)
        };
        let desk = [
            month(2025, 12, 90),
            month(2026, 1, 80),
            month(2026, 2, 80),
            month(2026, 3, 80),
        ];
        let others = [
            month(2025, 12, 20),
            month(2026, 1, 30),
            month(2026, 2, 4),
            month(2026, 3, 40),
        ];
        let parts = Parts(vec![desk.to_vec(), others.to_vec()]);
        let days = |found: &[usize]| found.iter().map(|at| desk[*at].0).collect();
        let hidden: BTreeSet<NaiveDate> = days(&[1, 2]);
        assert_eq!(parts.kept_back(Measure::Overall), hidden);
        assert_eq!(parts.kept_back(Measure::Access), hidden);
        assert!(parts.kept_back(Measure::Officer).is_empty());
    }
}
