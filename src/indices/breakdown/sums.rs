//! What a span of months breaks down into, added up (pure).

use std::collections::BTreeMap;

use crate::indices::index::Share;
use crate::indices::measure::Measure;
use crate::indices::table::Figure;
use crate::survey::Facet;

/// The figures of one value of a facet.
pub type Measures = BTreeMap<Measure, Figure>;

/// Figures by facet, value and measure. The empty value is what is not known.
#[derive(Clone, Debug, Default)]
pub struct Sums(BTreeMap<Facet, BTreeMap<String, Measures>>);

impl Sums {
    /// The values of a facet, with their figures.
    pub fn values(&self, facet: Facet) -> impl Iterator<Item = (&str, &Measures)> {
        let values = self.0.get(&facet).into_iter().flatten();
        values.map(|(value, measures)| (value.as_str(), measures))
    }

    /// The figure of a value of a facet; that of nobody where there is none.
    pub fn figure(&self, facet: Facet, value: &str, measure: Measure) -> Figure {
        let values = self.0.get(&facet);
        let measures = values.and_then(|values| values.get(value));
        measures
            .and_then(|measures| measures.get(&measure).copied())
            .unwrap_or_default()
    }

    /// These and others, of other months.
    pub fn and(&self, others: &Self) -> Self {
        let rows = |sums: &Self| -> Vec<_> {
            let facets = sums.0.iter().flat_map(|(facet, values)| {
                values.iter().flat_map(|(value, measures)| {
                    let figures = measures.iter();
                    figures.map(|(measure, figure)| (*facet, value.clone(), *measure, *figure))
                })
            });
            facets.collect()
        };
        rows(self).into_iter().chain(rows(others)).collect()
    }

    /// The figure of everything, which the fields add up to.
    pub fn whole(&self, measure: Measure) -> Figure {
        let figures = self
            .values(Facet::Field)
            .filter_map(|(_, measures)| measures.get(&measure));
        figures.copied().fold(Figure::default(), together)
    }
}

impl FromIterator<(Facet, String, Measure, Figure)> for Sums {
    fn from_iter<I: IntoIterator<Item = (Facet, String, Measure, Figure)>>(rows: I) -> Self {
        let mut sums = Self::default();
        for (facet, value, measure, figure) in rows {
            let values = sums.0.entry(facet).or_default();
            let own = values.entry(value).or_default().entry(measure).or_default();
            *own = together(*own, figure);
        }
        sums
    }
}

/// The figure of other persons and these.
pub fn together(mut one: Figure, other: Figure) -> Figure {
    one += other;
    one
}

/// The share of both.
pub fn pooled(one: Share, other: Share) -> Share {
    Share {
        satisfied: one.satisfied + other.satisfied,
        answers: one.answers + other.answers,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A figure of as many persons as answers.
    pub(crate) fn figure(satisfied: u64, answers: u64) -> Figure {
        Figure {
            share: Share { satisfied, answers },
            persons: answers,
        }
    }

    /// The overall figures of a facet.
    pub(crate) fn overall(facet: Facet, values: &[(&str, Figure)]) -> Sums {
        let row = |(value, figure): &(&str, Figure)| {
            (facet, (*value).to_owned(), Measure::Overall, *figure)
        };
        values.iter().map(row).collect()
    }

    #[test]
    fn the_fields_add_up_to_the_whole() {
        let sums = overall(
            Facet::Field,
            &[
                ("land", figure(3, 4)),
                ("", figure(5, 10)),
                ("land", figure(1, 1)),
            ],
        );
        assert_eq!(sums.whole(Measure::Overall), figure(9, 15));
        assert_eq!(sums.and(&sums).whole(Measure::Overall), figure(18, 30));
        assert_eq!(
            sums.figure(Facet::Field, "land", Measure::Overall),
            figure(4, 5)
        );
        assert_eq!(
            sums.figure(Facet::Hour, "3-09", Measure::Overall),
            Figure::default()
        );
    }
}
