//! Counters, each of them one officer's place (pure): for the leader alone, from thirty persons, and in the order of their
//! names, because a rank of people would say more than the figures do (kiosk.md D3, D6).

use std::collections::BTreeMap;

use super::sums::{Measures, Sums};
use crate::indices::measure::Measure;
use crate::indices::privacy::{self, FEWEST_OF_OFFICER, Shown};
use crate::indices::table::Figure;
use crate::percent::Hundredths;
use crate::survey::Facet;

/// What may be told of a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterFigures {
    /// All its answers.
    pub overall: Figure,
    /// The dimension with the least satisfied answers, where there are several.
    pub weakest: Option<(Measure, Hundredths)>,
}

/// Figures by the name of the counter; the empty name is what came from no counter.
pub type Counters = Vec<(String, Shown<CounterFigures>)>;

/// The counters of a span.
pub fn counters(sums: &Sums, names: &BTreeMap<String, String>) -> Counters {
    let mut named: Vec<_> = sums
        .values(Facet::Counter)
        .map(|(id, measures)| {
            let name = names.get(id).cloned().unwrap_or_default();
            let overall = sums.figure(Facet::Counter, id, Measure::Overall);
            let weakest = weakest(measures);
            (name, (overall.persons, CounterFigures { overall, weakest }))
        })
        .collect();
    named.sort_by(|(one, _), (other, _)| (one.is_empty(), one).cmp(&(other.is_empty(), other)));
    let (names, cells): (Vec<_>, Vec<_>) = named.into_iter().unzip();
    let told = privacy::line(cells, FEWEST_OF_OFFICER);
    names.into_iter().zip(told).collect()
}

fn weakest(measures: &Measures) -> Option<(Measure, Hundredths)> {
    let enough = measures
        .iter()
        .filter(|(measure, figure)| {
            **measure != Measure::Overall && figure.persons >= FEWEST_OF_OFFICER
        })
        .filter_map(|(measure, figure)| Some((*measure, figure.share.percent()?)));
    (enough.clone().count() > 1)
        .then(|| enough.min_by_key(|(_, percent)| *percent))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::breakdown::sums::tests::figure;

    #[test]
    fn a_counter_is_told_from_thirty_persons_by_its_name() {
        let row = |id: &str, measure, figure| (Facet::Counter, id.to_owned(), measure, figure);
        let sums = [
            row("2", Measure::Overall, figure(60, 80)),
            row("2", Measure::Officer, figure(20, 40)),
            row("2", Measure::Access, figure(39, 40)),
            row("2", Measure::Feedback, figure(0, 29)),
            row("1", Measure::Overall, figure(30, 40)),
            row("3", Measure::Overall, figure(3, 29)),
            row("", Measure::Overall, figure(30, 31)),
        ];
        let names = [("1", "Quầy B"), ("2", "Quầy A"), ("3", "Quầy C")];
        let names = names.map(|(id, name)| (id.to_owned(), name.to_owned()));
        let found = counters(&sums.into_iter().collect(), &names.into());
        let shown: Vec<_> = found
            .iter()
            .map(|(name, cell)| (name.as_str(), cell.told().map(|told| told.overall.persons)))
            .collect();
        assert_eq!(
            shown,
            [
                ("Quầy A", Some(80)),
                ("Quầy B", Some(40)),
                ("Quầy C", None),
                ("", None)
            ]
        );
        let weakest = found[0].1.told().and_then(|told| told.weakest);
        assert_eq!(weakest.map(|(measure, _)| measure), Some(Measure::Officer));
    }
}
