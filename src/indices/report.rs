//! The index table as it is handed out: one shape for the command line and for the API, so that both say the same.
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
    satisfied: u64,
    answers: u64,
    /// Least number of people behind the answers: what verdicts are based on.
    persons: u64,
    percent: Option<Hundredths>,
    low: Option<Hundredths>,
    high: Option<Hundredths>,
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
    scores: [u64; 5],
    no_opinion: u64,
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
    pub fn new(unit: &str, now: (i32, &Table), before: Option<(i32, &Table)>) -> Self {
        Self {
            year: YearReport::new(unit, now),
            compare: before.map(|before| CompareReport {
                year: YearReport::new(unit, before),
                differences: DifferenceReport::new(now.1, before.1),
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
        figure.satisfied,
        figure.answers,
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

impl YearReport {
    fn new(unit: &str, (year, table): (i32, &Table)) -> Self {
        Self {
            unit: unit.to_owned(),
            year,
            method: METHOD,
            overall: FigureReport::new(table.figure(Measure::Overall)),
            dimensions: each_dimension(|dimension| {
                FigureReport::new(table.figure(dimension.into()))
            }),
            criteria: table.tallies().iter().map(CriterionReport::new).collect(),
            ballots: table.ballots(),
            alternatives: AlternativesReport {
                overall: table.overall_alternatives(),
                dimensions: each_dimension(|dimension| table.alternatives(dimension)),
            },
            without_suspect: WithoutSuspect::new(table),
        }
    }
}

impl WithoutSuspect {
    fn new(table: &Table) -> Self {
        let rest = table.without_suspect();
        Self {
            suspect_ballots: table.suspect_ballots(),
            overall: FigureReport::new(rest.figure(Measure::Overall)),
            dimensions: each_dimension(|dimension| {
                FigureReport::new(rest.figure(dimension.into()))
            }),
        }
    }
}

impl FigureReport {
    fn new(figure: Figure) -> Self {
        let interval = Interval::of(figure.share);
        Self {
            satisfied: figure.share.satisfied,
            answers: figure.share.answers,
            persons: figure.persons,
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

    fn new(tally: &Tally) -> Self {
        let Counts { scores, no_opinion } = tally.counts;
        Self {
            questionnaire: tally.questionnaire.clone(),
            code: tally.criterion.clone(),
            dimension: tally.dimension,
            figure: FigureReport::new(tally.figure()),
            scores,
            no_opinion,
        }
    }
}

impl DifferenceReport {
    fn new(now: &Table, before: &Table) -> Self {
        let compare = |measure| Comparison::of(now.figure(measure), before.figure(measure));
        let criteria = now.tallies().iter().map(|tally| CriterionDifference {
            questionnaire: tally.questionnaire.clone(),
            code: tally.criterion.clone(),
            comparison: Comparison::of(tally.figure(), before.criterion(tally).unwrap_or_default()),
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
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::indices::table::tests::{tally, worked_example};

    #[test]
    fn the_worked_example_is_handed_out_to_the_last_digit() {
        let report = Report::new("TB", (2026, &worked_example()), None);
        let json = serde_json::to_value(report).expect("json");
        assert_eq!(json["method"], "pooled");
        assert_eq!(json["ballots"], 120);
        assert_eq!(
            json["overall"],
            json!({
                "satisfied": 296, "answers": 370, "persons": 100,
                "percent": 80.0, "low": 75.63, "high": 83.76,
            })
        );
        let codes: Vec<_> = json["dimensions"]
            .as_array()
            .expect("list")
            .iter()
            .map(|d| &d["code"])
            .collect();
        assert_eq!(
            codes,
            ["access", "procedure", "officer", "result", "feedback"]
        );
        assert_eq!(json["dimensions"][0]["percent"], json!(null));
        assert_eq!(json["dimensions"][3]["percent"], 81.38);
        assert_eq!(json["alternatives"]["overall"]["mean_of_dimensions"], 78.19);
        assert_eq!(
            json["alternatives"]["dimensions"][3],
            json!({
                "code": "result", "mean_of_criteria": 81.33,
                "mean_score_of_five": 81.52, "mean_score_from_one": 76.9,
            })
        );
        assert_eq!(json["compare"], json!(null));
    }

    #[test]
    fn the_other_year_has_the_same_shape_and_the_differences() {
        let before = Table::new(
            vec![tally("4.1", Dimension::Outcome, [0, 0, 60, 20, 20])],
            BTreeMap::from([("paper".to_owned(), 100)]),
        );
        let report = Report::new("TB", (2026, &worked_example()), Some((2025, &before)));
        let json = serde_json::to_value(&report).expect("json");
        let compare = &json["compare"];
        assert_eq!(
            (&compare["year"], &compare["ballots"]),
            (&json!(2025), &json!(100))
        );
        assert_eq!(
            compare["differences"]["overall"],
            json!({"points": 40.0, "verdict": "rise"})
        );
        assert_eq!(
            compare["differences"]["dimensions"][4],
            json!({
                "code": "feedback", "points": null, "verdict": "no_data",
            })
        );
        assert_eq!(
            compare["differences"]["criteria"][0],
            json!({
                "questionnaire": "paper", "code": "4.1", "points": 44.0, "verdict": "rise",
            })
        );
        assert_eq!(compare["mixed_differently"], false);
        assert_eq!(report.lines().len(), 1 + 6 + 7);
        assert!(
            report.lines()[1].starts_with("overall                   80.00 %  296/370 answers")
        );
    }
}
