//! The index table as it is handed out: one shape for the command line, which is exact, and for the API, which tells what may
//! be told.
//! The arithmetic is in `table`, the reading in `store`, the pages in `pages`.

use serde::Serialize;

use super::alternatives::{Alternatives, OverallAlternatives};
use super::comparison::{Comparison, mixed_differently};
use super::foreign::ForeignSource;
use super::index::Counts;
use super::interval::Interval;
use super::measure::Measure;
use super::table::{Figure, Table, Tally};
use crate::percent::Hundredths;
use crate::survey::questionnaire::Dimension;

/// How the index is made of the answers. Other methods are under `alternatives`.
const METHOD: &str = "pooled";

/// How much of a table is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it, to whoever has the database.
    Exact,
    /// What anybody may be told.
    Told,
}

/// The index table of a unit and year, beside another year if asked.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    #[serde(flatten)]
    year: YearReport,
    compare: Option<CompareReport>,
    /// Units whose figures of the year came by file; only where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_file: Vec<ForeignSource>,
}

#[derive(Clone, Debug, Serialize)]
struct YearReport {
    unit: String,
    year: i32,
    method: &'static str,
    overall: FigureReport,
    dimensions: Vec<DimensionReport<FigureReport>>,
    criteria: Vec<CriterionReport>,
    ballots: u64,
    alternatives: AlternativesReport,
    without_suspect: WithoutSuspect,
}

/// The same figures without the ballots that are flagged as suspect. The index itself counts all.
#[derive(Clone, Debug, Serialize)]
struct WithoutSuspect {
    suspect_ballots: u64,
    overall: FigureReport,
    dimensions: Vec<DimensionReport<FigureReport>>,
}

#[derive(Clone, Debug, Serialize)]
struct CompareReport {
    #[serde(flatten)]
    year: YearReport,
    differences: DifferenceReport,
    /// The two years were asked with other questionnaires, or in other proportions.
    mixed_differently: bool,
}

/// `percent` is `satisfied` of `answers`; `low` and `high` are Wilson's 95 % interval of it.
#[derive(Clone, Debug, Serialize)]
struct FigureReport {
    satisfied: Option<u64>,
    answers: Option<u64>,
    /// Least number of people behind the answers: what verdicts are based on.
    persons: Option<u64>,
    percent: Option<Hundredths>,
    low: Option<Hundredths>,
    high: Option<Hundredths>,
    /// Whether somebody answered and it may not be told; then nothing else is said.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
}

#[derive(Clone, Debug, Serialize)]
struct AlternativesReport {
    overall: OverallAlternatives,
    dimensions: Vec<DimensionReport<Alternatives>>,
}

#[derive(Clone, Debug, Serialize)]
struct Grouped<T> {
    overall: T,
    dimensions: Vec<DimensionReport<T>>,
}

#[derive(Clone, Debug, Serialize)]
struct DimensionReport<T> {
    code: Dimension,
    #[serde(flatten)]
    content: T,
}

#[derive(Clone, Debug, Serialize)]
struct CriterionReport {
    questionnaire: String,
    code: String,
    dimension: Dimension,
    #[serde(flatten)]
    figure: FigureReport,
    /// How often each score from 1 to 5 was given.
    scores: Option<[u64; 5]>,
    no_opinion: Option<u64>,
}

#[derive(Clone, Debug, Serialize)]
struct DifferenceReport {
    #[serde(flatten)]
    pooled: Grouped<Comparison>,
    criteria: Vec<CriterionDifference>,
}

#[derive(Clone, Debug, Serialize)]
struct CriterionDifference {
    questionnaire: String,
    code: String,
    #[serde(flatten)]
    comparison: Comparison,
}

impl Report {
    /// The table of `unit` in a year, and the differences to another year.
    pub fn new(
        unit: &str,
        now: (i32, &Table),
        before: Option<(i32, &Table)>,
        extent: Extent,
    ) -> Self {
        Self {
            year: YearReport::new(unit, now, extent),
            compare: before.map(|before| CompareReport {
                year: YearReport::new(unit, before, extent),
                differences: DifferenceReport::new(now.1, before.1, extent),
                mixed_differently: mixed_differently(&now.1.turnout, &before.1.turnout),
            }),
            by_file: Vec::new(),
        }
    }

    /// The same, with the units whose figures came by file.
    #[must_use]
    pub fn with_files(mut self, by_file: &[ForeignSource]) -> Self {
        self.by_file = by_file.to_vec();
        self
    }

    /// Lines for people at a terminal: measure, percentage, counts, interval, and the other year.
    pub fn lines(&self) -> Vec<String> {
        let year = &self.year;
        let title = format!(
            "{} {}: {} ballots, method {METHOD}",
            year.unit, year.year, year.ballots
        );
        let other = |find: &dyn Fn(&CompareReport) -> (FigureReport, Comparison)| {
            self.compare.as_ref().map(find)
        };
        let mut lines = vec![title];
        let overall = other(&|c| (c.year.overall.clone(), c.differences.pooled.overall));
        lines.push(line("overall", &year.overall, overall));
        for (at, dimension) in year.dimensions.iter().enumerate() {
            let compared = self.compare.as_ref().and_then(|compare| {
                let before = compare.year.dimensions.get(at)?;
                let difference = compare.differences.pooled.dimensions.get(at)?;
                Some((before.content.clone(), difference.content))
            });
            lines.push(line(dimension.code.as_str(), &dimension.content, compared));
        }
        for (at, criterion) in year.criteria.iter().enumerate() {
            let compared = self.compare.as_ref().and_then(|compare| {
                let before = compare
                    .year
                    .criteria
                    .iter()
                    .find(|b| b.is_same(criterion))?;
                let difference = compare.differences.criteria.get(at)?;
                Some((before.figure.clone(), difference.comparison))
            });
            let name = format!("{} {}", criterion.questionnaire, criterion.code);
            lines.push(line(&name, &criterion.figure, compared));
        }
        lines.extend(
            self.by_file
                .iter()
                .map(|source| format!("by file: {}, up to {}", source.name, source.until)),
        );
        lines
    }
}

fn line(name: &str, figure: &FigureReport, compared: Option<(FigureReport, Comparison)>) -> String {
    let shown = |percent: Option<Hundredths>| percent.map_or("-".into(), |p| p.to_string());
    let mut line = format!(
        "{name:<24} {:>6} %  {}/{} answers  95 %: {} to {}",
        shown(figure.percent),
        figure.satisfied.unwrap_or(0),
        figure.answers.unwrap_or(0),
        shown(figure.low),
        shown(figure.high),
    );
    if let Some((before, comparison)) = compared {
        let points = comparison.points.map_or("-".into(), |p| p.to_string());
        line += &format!(
            "  before: {} %  {points} {}",
            shown(before.percent),
            comparison.verdict
        );
    }
    line
}

impl Extent {
    fn figure(self, table: &Table, measure: Measure) -> Figure {
        match self {
            Self::Exact => table.figure(measure),
            Self::Told => table.told(measure),
        }
    }

    fn criterion(self, table: &Table, like: &Tally) -> Figure {
        match self {
            Self::Exact => table.criterion(like).unwrap_or_default(),
            Self::Told => table.told_criterion(like),
        }
    }

    fn without_suspect(self, table: &Table, measure: Measure) -> Figure {
        match self {
            Self::Exact => table.without_suspect().figure(measure),
            Self::Told => table.told_without_suspect(measure),
        }
    }

    fn alternatives(self, table: &Table) -> AlternativesReport {
        AlternativesReport {
            overall: match self {
                Self::Exact => table.overall_alternatives(),
                Self::Told => table.told_overall_alternatives(),
            },
            dimensions: each_dimension(|dimension| match self {
                Self::Exact => table.alternatives(dimension),
                Self::Told => table.told_alternatives(dimension),
            }),
        }
    }
}

impl YearReport {
    fn new(unit: &str, (year, table): (i32, &Table), extent: Extent) -> Self {
        let figure = |measure| FigureReport::new(extent.figure(table, measure));
        let criterion = |tally: &Tally| CriterionReport::new(tally, extent.criterion(table, tally));
        Self {
            unit: unit.to_owned(),
            year,
            method: METHOD,
            overall: figure(Measure::Overall),
            dimensions: each_dimension(|dimension| figure(dimension.into())),
            criteria: table.tallies().iter().map(criterion).collect(),
            ballots: table.ballots(),
            alternatives: extent.alternatives(table),
            without_suspect: WithoutSuspect::new(table, extent),
        }
    }
}

impl WithoutSuspect {
    fn new(table: &Table, extent: Extent) -> Self {
        let figure = |measure| FigureReport::new(extent.without_suspect(table, measure));
        Self {
            suspect_ballots: table.suspect_ballots(),
            overall: figure(Measure::Overall),
            dimensions: each_dimension(|dimension| figure(dimension.into())),
        }
    }
}

impl FigureReport {
    fn new(figure: Figure) -> Self {
        let interval = Interval::of(figure.share);
        let withheld = figure.is_withheld();
        let told = |count: u64| (!withheld).then_some(count);
        Self {
            withheld,
            satisfied: told(figure.share.satisfied),
            answers: told(figure.share.answers),
            persons: told(figure.persons),
            percent: figure.share.percent(),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
        }
    }
}

impl CriterionReport {
    fn is_same(&self, other: &Self) -> bool {
        self.questionnaire == other.questionnaire && self.code == other.code
    }

    fn new(tally: &Tally, figure: Figure) -> Self {
        let Counts { scores, no_opinion } = tally.counts;
        let is_told = !figure.is_withheld();
        Self {
            questionnaire: tally.questionnaire.clone(),
            code: tally.criterion.clone(),
            dimension: tally.dimension,
            figure: FigureReport::new(figure),
            scores: is_told.then_some(scores),
            no_opinion: is_told.then_some(no_opinion),
        }
    }
}

impl DifferenceReport {
    fn new(now: &Table, before: &Table, extent: Extent) -> Self {
        let compare = |measure| {
            let [now, before] = [now, before].map(|table| extent.figure(table, measure));
            Comparison::of(now, before)
        };
        let criteria = now.tallies().iter().map(|tally| CriterionDifference {
            questionnaire: tally.questionnaire.clone(),
            code: tally.criterion.clone(),
            comparison: {
                let [now, before] = [now, before].map(|table| extent.criterion(table, tally));
                Comparison::of(now, before)
            },
        });
        Self {
            pooled: Grouped::new(compare),
            criteria: criteria.collect(),
        }
    }
}

impl<T> Grouped<T> {
    fn new(of: impl Fn(Measure) -> T) -> Self {
        Self {
            overall: of(Measure::Overall),
            dimensions: each_dimension(|dimension| of(dimension.into())),
        }
    }
}

fn each_dimension<T>(of: impl Fn(Dimension) -> T) -> Vec<DimensionReport<T>> {
    let entry = |dimension: &Dimension| DimensionReport {
        code: *dimension,
        content: of(*dimension),
    };
    Dimension::ALL.iter().map(entry).collect()
}

#[cfg(test)]
mod tests;
