//! The trend by month as control charts: the share of those who are not satisfied, overall and in each dimension, with the
//! limits of chance; where it breaks because something else was asked or others were; what is unusual (pure).

mod limits;
mod parts;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

pub use self::limits::Limits;
use self::parts::Parts;
pub use self::rules::{Rule, Signal};
use self::rules::{Seen, signals};
use super::comparison::FEWEST_PERSONS;
use super::evidence::Evidence;
use super::index::Share;
use super::measure::Measure;
use super::privacy::withheld_with;
use super::span::first_of_month;
use super::store::Sums;
use super::table::{Figure, Table};

/// Months of enough people that it takes before anything is called usual.
const FEWEST_MONTHS: usize = 8;

crate::text_enum! {
    /// Why months cannot be held against those before.
    pub enum Change {
        /// Another questionnaire was asked; the scale belongs to the questionnaire.
        Questionnaire => "questionnaire",
        /// Other classes of evidence answered.
        Classes => "classes",
        /// Another unit became part of this one; its figures from before are counted in.
        Merger => "merger",
    }
}

/// Where months cannot be held against those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// First day of the first month that is asked otherwise.
    pub month: NaiveDate,
    /// Why.
    pub change: Change,
}

/// What a month is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Control {
    /// The usual share of those who are not satisfied, 0 to 1, over the months that are asked alike.
    pub centre: f64,
    /// The limits of this month.
    pub limits: Limits,
}

/// One month of a measure.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Its first day.
    pub month: NaiveDate,
    /// Its figure as it may be told.
    pub figure: Figure,
    /// What it is held against; nothing where too few people or too few months are there.
    pub control: Option<Control>,
}

/// The months of one measure.
#[derive(Clone, Debug)]
pub struct Series {
    /// Which.
    pub measure: Measure,
    /// Its months, in their order.
    pub points: Vec<Point>,
    /// What is unusual, the last first.
    pub signals: Vec<Signal>,
}

/// All measures by month.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    /// Overall, then the dimensions.
    pub series: Vec<Series>,
    /// Where the months break.
    pub breaks: Vec<Break>,
}

impl Point {
    /// The share of those who are not satisfied, 0 to 1; nothing where it is unknown or withheld.
    pub fn unsatisfied(&self) -> Option<f64> {
        let Share { satisfied, answers } = self.figure.share;
        (answers > 0).then(|| (answers - satisfied) as f64 / answers as f64)
    }

    /// Whether there are enough people for the rules.
    pub fn is_solid(&self) -> bool {
        self.figure.share.answers > 0 && self.figure.persons >= FEWEST_PERSONS
    }
}

impl Trend {
    /// The months of a page's evidence, on the ground that its headline stands on. Empty where no month has a figure.
    pub fn of(evidence: &Evidence) -> Self {
        let wanted = |class| evidence.now.ground.fallen_back || evidence.filter.wants(class);
        let months = evidence.months.iter().map(|(month, by_class)| {
            let ballots = by_class.iter().filter(|(class, _)| wanted(**class));
            let mut sums = Sums::default();
            let mut classes = BTreeMap::new();
            for (class, of_class) in ballots {
                sums += of_class;
                classes.insert(*class, of_class.ballots());
            }
            (*month, sums, classes)
        });
        let months: Vec<_> = months.collect();
        let mut breaks = breaks(
            months
                .iter()
                .map(|(month, sums, _)| (*month, &sums.turnout)),
            Change::Questionnaire,
        );
        for other in self::breaks(
            months.iter().map(|(month, _, classes)| (*month, classes)),
            Change::Classes,
        ) {
            if !breaks.iter().any(|known| known.month == other.month) {
                breaks.push(other);
            }
        }
        for (since, _) in &evidence.merged {
            let month = first_of_month(*since);
            let is_shown = months.first().is_some_and(|(first, ..)| *first < month);
            if is_shown && !breaks.iter().any(|known| known.month == month) {
                let change = Change::Merger;
                breaks.push(Break { month, change });
            }
        }
        breaks.sort_by_key(|found| found.month);
        let by_class = evidence.months.values();
        let tables: Vec<(NaiveDate, Table)> = months
            .iter()
            .zip(by_class)
            .map(|((month, sums, _), by_class)| {
                let kept_back = evidence.kept_back(by_class, None);
                (*month, evidence.table(sums).keeping_back(kept_back))
            })
            .collect();
        let parts = Parts::of(evidence);
        let series = Measure::ALL.iter().map(|measure| {
            let kept_back = parts.kept_back(*measure);
            Series::of(*measure, &tables, &kept_back, &breaks)
        });
        let series: Vec<Series> = series.collect();
        let has_points = series.iter().any(|series| !series.points.is_empty());
        Self {
            series: if has_points { series } else { Vec::new() },
            breaks,
        }
    }
}

impl Series {
    fn of(
        measure: Measure,
        tables: &[(NaiveDate, Table)],
        kept_back: &BTreeSet<NaiveDate>,
        breaks: &[Break],
    ) -> Self {
        let mut points: Vec<Point> = tables
            .iter()
            .map(|(month, table)| Point {
                month: *month,
                figure: table.told(measure),
                control: None,
            })
            .filter(|point| point.figure.persons > 0)
            .collect();
        for year in points.chunk_by_mut(|a, b| a.month.year() == b.month.year()) {
            withhold(year, kept_back);
        }
        let since = |month| breaks.iter().rfind(|found| found.month <= month);
        let mut signals = Vec::new();
        for alike in points.chunk_by_mut(|a, b| since(a.month) == since(b.month)) {
            signals.extend(hold(alike));
        }
        signals.sort_by_key(|signal| std::cmp::Reverse((signal.to, signal.from)));
        Self {
            measure,
            points,
            signals,
        }
    }
}

/// The months of a year add up to the year, which is known; what is kept back of one for another reason stays so.
fn withhold(year: &mut [Point], kept_back: &BTreeSet<NaiveDate>) {
    let persons: Vec<u64> = year.iter().map(|point| point.figure.persons).collect();
    let asked: Vec<bool> = year
        .iter()
        .map(|point| point.figure.is_withheld() || kept_back.contains(&point.month))
        .collect();
    for (point, hidden) in year.iter_mut().zip(withheld_with(&persons, &asked)) {
        if hidden {
            point.figure = point.figure.withheld();
        }
    }
}

/// Finds what is usual in months that are asked alike, gives each its limits, and says what is unusual.
fn hold(alike: &mut [Point]) -> Vec<Signal> {
    let solid = || alike.iter().filter(|point| point.is_solid());
    let answers: u64 = solid().map(|point| point.figure.share.answers).sum();
    let satisfied: u64 = solid().map(|point| point.figure.share.satisfied).sum();
    if solid().count() < FEWEST_MONTHS || answers == 0 {
        return Vec::new();
    }
    let centre = (answers - satisfied) as f64 / answers as f64;
    let mut seen = Vec::new();
    for point in alike.iter_mut().filter(|point| point.is_solid()) {
        let limits = Limits::of(centre, point.figure.persons);
        point.control = Some(Control { centre, limits });
        seen.extend(point.unsatisfied().map(|share| Seen {
            month: point.month,
            share,
            limits,
        }));
    }
    signals(centre, &seen)
}

/// Where the mix of ballots changes: something that had less than a twentieth of them takes a fifth, or what had a fifth has
/// none. Months of too few ballots change nothing.
pub(super) fn breaks<'a, K: Ord + Clone + 'a>(
    months: impl Iterator<Item = (NaiveDate, &'a BTreeMap<K, u64>)>,
    change: Change,
) -> Vec<Break> {
    let mut so_far = BTreeMap::<K, u64>::new();
    let mut found = Vec::new();
    for (month, mix) in months {
        if mix.values().sum::<u64>() < FEWEST_PERSONS {
            continue;
        }
        if !so_far.is_empty() && is_other(&so_far, mix) {
            found.push(Break { month, change });
            so_far.clear();
        }
        for (key, ballots) in mix {
            *so_far.entry(key.clone()).or_default() += ballots;
        }
    }
    found
}

fn is_other<K: Ord>(so_far: &BTreeMap<K, u64>, mix: &BTreeMap<K, u64>) -> bool {
    let part = |of: &BTreeMap<K, u64>, key: &K| {
        let all: u64 = of.values().sum();
        let own = of.get(key).copied().unwrap_or(0);
        (own, all)
    };
    let is_fifth = |(own, all): (u64, u64)| own * 5 >= all;
    let is_hardly = |(own, all): (u64, u64)| own * 20 < all;
    let came = mix
        .keys()
        .any(|key| is_fifth(part(mix, key)) && is_hardly(part(so_far, key)));
    let went = so_far
        .keys()
        .any(|key| is_fifth(part(so_far, key)) && part(mix, key).0 == 0);
    came || went
}

#[cfg(test)]
mod tests {
    use chrono::Months;

    use super::*;

    fn first() -> NaiveDate {
        "2025-01-01".parse().expect("a day")
    }

    fn points(figures: &[(u64, u64)]) -> Vec<Point> {
        let point = |(at, (satisfied, persons)): (u32, &(u64, u64))| Point {
            month: first() + Months::new(at),
            figure: Figure {
                share: Share {
                    satisfied: *satisfied,
                    answers: *persons,
                },
                persons: *persons,
            },
            control: None,
        };
        (0..).zip(figures).map(point).collect()
    }

    fn broken(mixes: &[&[(&str, u64)]]) -> Vec<u32> {
        let mixes: Vec<BTreeMap<&str, u64>> = mixes
            .iter()
            .map(|mix| mix.iter().copied().collect())
            .collect();
        let months = (0..)
            .zip(&mixes)
            .map(|(at, mix)| (first() + Months::new(at), mix));
        let found = breaks(months, Change::Classes);
        found.into_iter().map(|found| found.month.month()).collect()
    }

    #[test]
    fn months_break_where_others_are_asked() {
        assert!(
            broken(&[
                &[("kiosk", 90), ("slip", 10)],
                &[("kiosk", 70), ("slip", 30)]
            ])
            .is_empty()
        );
        assert_eq!(
            broken(&[
                &[("kiosk", 90)],
                &[("kiosk", 75), ("slip", 25)],
                &[("slip", 60)]
            ]),
            [2, 3]
        );
        assert!(broken(&[&[("kiosk", 90)], &[("slip", 19)], &[("kiosk", 50)]]).is_empty());
        assert_eq!(
            broken(&[&[("touch", 50)], &[("full", 50)], &[("full", 50)]]),
            [2]
        );
    }

    #[test]
    fn too_few_months_have_no_limits() {
        let mut seven = points(&[(80, 100); 7]);
        assert!(hold(&mut seven).is_empty());
        assert!(seven.iter().all(|point| point.control.is_none()));
    }

    #[test]
    fn a_month_of_few_people_is_left_out() {
        let mut months = points(&[(80, 100); 9]);
        months.extend(points(&[(0, 19)]));
        assert!(hold(&mut months).is_empty());
        let (few, many) = months.split_last().expect("months");
        assert!(few.control.is_none());
        assert!(many.iter().all(|point| {
            point
                .control
                .is_some_and(|own| (own.centre - 0.2).abs() < 1e-9)
        }));
    }

    #[test]
    fn a_bad_month_is_told_and_stays_alone() {
        let mut figures = [(80, 100); 10];
        figures[6] = (50, 100);
        let found = hold(&mut points(&figures));
        let outside = found.iter().filter(|signal| signal.rule == Rule::Outside);
        let told: Vec<_> = outside
            .map(|signal| (signal.from.month(), signal.worse))
            .collect();
        assert_eq!(told, [(7, true)]);
    }

    #[test]
    fn a_month_that_is_withheld_takes_another_with_it() {
        let mut year = points(&[(80, 100), (4, 5), (20, 30), (70, 90)]);
        withhold(&mut year, &BTreeSet::new());
        let hidden: Vec<bool> = year
            .iter()
            .map(|point| point.figure.is_withheld())
            .collect();
        assert_eq!(hidden, [false, true, true, false]);
    }
}
