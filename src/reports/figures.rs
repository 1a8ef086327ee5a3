//! What a report tells, as numbers: taken once from everything that is counted, kept as JSON when the period is closed, and
//! read again for as long as the report is kept. So a field is added with a default and none is taken away.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::store::{self, Cases, Dossiers};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::indices::{
    Ballots, Comparison, Cutoff, Evidence, Figure, Filter, Measure, Period, Reading, Span, Spans,
    Trend, Verdict, count_ballots, list_baselines, list_closings, list_targets, mixed_differently,
    wording,
};
use crate::percent::Hundredths;
use crate::plan::{TaskState, find_plan_of, list_tasks};
use crate::survey::ballot::Channel;
use crate::units::Unit;
use crate::web::language::Lang;

/// Imported figures of a unit read at most.
const IMPORTED: i64 = 200;
/// Months of the picture, the last one included.
const MONTHS: usize = 12;
/// Tasks of the plan named at most.
const TASKS: usize = 12;

/// All that a report tells. Percentages are hundredths of a percent, differences hundredths of a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Name of the unit.
    pub unit: String,
    /// The year.
    pub year: i32,
    /// The period of it.
    pub period: Period,
    /// Where it ends.
    pub cutoff: Cutoff,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// First and last day of the same period of the year before.
    pub days_before: (NaiveDate, NaiveDate),
    /// Ballots by class of evidence.
    pub ballots: Ballots,
    /// Ballots by class in the days compared with.
    pub ballots_before: Ballots,
    /// Ballots that are counted by signed files of other installations.
    #[serde(default)]
    pub ballots_by_file: u64,
    /// The same in the days compared with.
    #[serde(default)]
    pub ballots_by_file_before: u64,
    /// Whose files these are, and up to which day each counts.
    #[serde(default)]
    pub files: Vec<(String, NaiveDate)>,
    /// Whether other questions were asked than in the days compared with, so that nothing is concluded.
    #[serde(default)]
    pub asked_otherwise: bool,
    /// The classes that the indices stand on.
    pub ground: Vec<Channel>,
    /// Versions of the questionnaires.
    pub questionnaires: Vec<String>,
    /// The overall index and the dimensions.
    pub measures: Vec<Line>,
    /// The criteria, the weakest first.
    pub criteria: Vec<Line>,
    /// The overall index of the months before and in the period.
    pub months: Vec<Month>,
    /// Year of the imported figures, where there are some.
    pub base_year: Option<i32>,
    /// Dossiers and apologies.
    pub dossiers: Dossiers,
    /// Complaints.
    pub cases: Cases,
    /// What the plan still has to do: task, who leads, by when.
    pub tasks: Vec<(String, String, Option<NaiveDate>)>,
    /// Ballots that came after an earlier period, or a part of this one, was closed.
    pub late: Vec<Late>,
}

/// Ballots that came after a period was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The year.
    pub year: i32,
    /// The period of it.
    pub period: Period,
    /// How many.
    pub ballots: u64,
}

/// One figure against the other year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Word of the measure, or code of the criterion.
    pub code: String,
    /// What it is called in Vietnamese.
    pub name: String,
    /// People who answered.
    pub persons: u64,
    /// Answers 4 and 5, and all; nothing where it is withheld or nobody answered.
    pub share: Option<(u64, u64)>,
    /// The share.
    pub percent: Option<u16>,
    /// Its 95 % interval.
    pub interval: Option<(u16, u16)>,
    /// The share in the days compared with.
    pub before: Option<u16>,
    /// The difference.
    pub points: Option<i32>,
    /// What may be said of it.
    pub verdict: Option<Verdict>,
    /// What was promised.
    pub target: Option<u16>,
    /// The imported figure.
    pub base: Option<u16>,
}

/// The overall index of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// People who answered.
    pub persons: u64,
    /// The share; nothing where it is withheld or nobody answered.
    pub percent: Option<u16>,
}

impl Figures {
    /// Takes them as they are now. The viewer may see the unit: that is the caller's to know.
    ///
    /// # Errors
    /// No calendar has the year, or the database refuses.
    pub fn take(
        conn: &mut DbConn,
        unit: &Unit,
        (year, period, cutoff): (i32, Period, Cutoff),
        today: NaiveDate,
    ) -> AppResult<Self> {
        let spans = Spans::of_reports(year, period, cutoff).ok_or(AppError::NotFound)?;
        let before = spans.before.ok_or(AppError::NotFound)?;
        let evidence = Evidence::find(conn, unit, spans, Filter::Headline, today)?;
        let reading = evidence.reading();
        let targets = list_targets(conn, unit.id, year)?;
        let base = Base::find(conn, unit, year)?;
        let ids = &evidence.area.unit_ids;
        let asked_otherwise = is_asked_otherwise(&reading);
        let measure = |measure: &Measure| {
            let (now, then) = reading.figures(*measure);
            let compared = reading.comparison(*measure);
            let compared = compared.map(|compared| compared.if_alike(!asked_otherwise));
            Line {
                target: targets.get(measure).copied().map(Hundredths::value),
                base: base.percents.get(measure).copied().map(Hundredths::value),
                ..Line::of(
                    (measure.as_str(), &measure.name(Lang::Vi)),
                    now,
                    then.zip(compared),
                )
            }
        };
        let ballots = count_ballots(conn, ids, spans.now)?;
        let ballots_before = count_ballots(conn, ids, before)?;
        let by_file = |all: u64, own: &Ballots| all.saturating_sub(own.values().sum());
        let files = evidence.by_file.iter();
        Ok(Self {
            ballots_by_file: by_file(evidence.ballots(), &ballots),
            ballots_by_file_before: by_file(evidence.ballots_before(), &ballots_before),
            asked_otherwise,
            files: files.map(|file| (file.name.clone(), file.until)).collect(),
            unit: unit.name.clone(),
            year,
            period,
            cutoff,
            days: (spans.now.from, spans.now.to),
            days_before: (before.from, before.to),
            ballots,
            ballots_before,
            ground: evidence
                .now
                .ground
                .ballots
                .keys()
                .copied()
                .flatten()
                .collect(),
            questionnaires: versions(&reading),
            measures: Measure::ALL.iter().map(measure).collect(),
            criteria: criteria(&reading),
            months: months(&evidence),
            base_year: base.year,
            dossiers: store::count_dossiers(conn, unit, spans.now)?,
            cases: store::count_cases(conn, unit, spans.now)?,
            tasks: tasks(conn, unit, year)?,
            late: late(conn, unit, spans.now)?,
        })
    }

    /// The overall index.
    pub fn overall(&self) -> Option<&Line> {
        self.measures.first()
    }

    /// How many ballots it stands on, whatever their class.
    pub fn ballots(&self) -> u64 {
        self.ballots.values().sum::<u64>() + self.ballots_by_file
    }
}

impl Line {
    fn of((code, name): (&str, &str), now: Figure, compared: Option<(Figure, Comparison)>) -> Self {
        let percent = now.share.percent();
        let interval = percent.and(now.interval_of_persons());
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            persons: now.persons,
            share: percent.map(|_| (now.share.satisfied, now.share.answers)),
            percent: percent.map(Hundredths::value),
            interval: interval.map(|interval| (interval.low.value(), interval.high.value())),
            before: compared
                .and_then(|(before, _)| before.share.percent())
                .map(Hundredths::value),
            points: compared
                .and_then(|(_, compared)| compared.points)
                .map(|points| points.value()),
            verdict: compared.map(|(_, compared)| compared.verdict),
            target: None,
            base: None,
        }
    }

    /// Whether somebody answered and it is of too few people to be told.
    pub fn is_withheld(&self) -> bool {
        self.percent.is_none() && self.persons > 0
    }
}

fn versions(reading: &Reading) -> Vec<String> {
    let used = reading.questionnaires.iter();
    used.map(|questionnaire| questionnaire.version.clone())
        .collect()
}

fn criteria(reading: &Reading) -> Vec<Line> {
    let tallies = reading.from_weakest().into_iter();
    tallies
        .map(|tally| {
            let (now, compared) = reading.criterion(tally);
            let name = wording(Lang::Vi, reading, tally);
            Line::of((&tally.criterion, name), now, compared)
        })
        .collect()
}

/// The months that are over by the last day of the period.
fn months(evidence: &Evidence) -> Vec<Month> {
    let last = evidence.spans.now.to;
    let is_over = |first: NaiveDate| {
        let after = first.checked_add_months(Months::new(1));
        after
            .and_then(|after| after.pred_opt())
            .is_some_and(|end| end <= last)
    };
    let series = Trend::of(evidence).series.into_iter();
    let overall = series.filter(|series| series.measure == Measure::Overall);
    let points = overall.flat_map(|series| series.points);
    let mut months: Vec<Month> = points
        .filter(|point| is_over(point.month))
        .map(|point| Month {
            first: point.month,
            persons: point.figure.persons,
            percent: point.figure.share.percent().map(Hundredths::value),
        })
        .collect();
    months.drain(..months.len().saturating_sub(MONTHS));
    months
}

/// The imported figures of the unit that its plan is held against, else the latest before the year.
struct Base {
    year: Option<i32>,
    percents: BTreeMap<Measure, Hundredths>,
}

impl Base {
    fn find(conn: &mut DbConn, unit: &Unit, year: i32) -> AppResult<Self> {
        let planned = find_plan_of(conn, unit.id, year)?.map(|plan| plan.base_year);
        let imported = list_baselines(conn, &[unit.id], IMPORTED)?;
        let own = imported
            .iter()
            .filter(|(owner, figure)| *owner == Some(unit.id) && figure.year < year);
        let own: Vec<_> = own.map(|(_, figure)| figure).collect();
        let has = |year: &i32| own.iter().any(|figure| figure.year == *year);
        let latest = own.iter().map(|figure| figure.year).max();
        let base = planned.filter(has).or(latest);
        Ok(Self {
            year: base,
            percents: own
                .into_iter()
                .filter(|figure| Some(figure.year) == base)
                .filter_map(|figure| Some((figure.measure.parse().ok()?, figure.percent)))
                .collect(),
        })
    }
}

/// What the year's plan still has to do, the nearest day first.
fn tasks(
    conn: &mut DbConn,
    unit: &Unit,
    year: i32,
) -> AppResult<Vec<(String, String, Option<NaiveDate>)>> {
    let Some(plan) = find_plan_of(conn, unit.id, year)? else {
        return Ok(Vec::new());
    };
    let mut left = list_tasks(conn, &plan)?;
    left.retain(|task| matches!(task.state, TaskState::Open | TaskState::Doing));
    left.sort_by_key(|task| (task.due.is_none(), task.due, task.id));
    left.truncate(TASKS);
    let named = left
        .into_iter()
        .map(|task| (task.words, task.lead, task.due));
    Ok(named.collect())
}

/// Whether more than a tenth of the people answered other questions than in the days compared with.
fn is_asked_otherwise(reading: &Reading) -> bool {
    let before = reading.before.as_ref();
    before.is_some_and(|(_, before)| mixed_differently(&reading.now.turnout, &before.turnout))
}

/// What came after earlier periods of this year and the last, or parts of this one, were closed; of periods that contain
/// each other only the smaller ones, so that no ballot is told twice.
fn late(conn: &mut DbConn, unit: &Unit, span: Span) -> AppResult<Vec<Late>> {
    let mut closed = list_closings(conn, unit.id, span.year() - 1)?;
    closed.extend(list_closings(conn, unit.id, span.year())?);
    closed.retain(|closing| closing.span.to < span.from || closing.span.is_part_of(span));
    let spans: Vec<Span> = closed.iter().map(|closing| closing.span).collect();
    closed.retain(|closing| !spans.iter().any(|other| other.is_part_of(closing.span)));
    let mut late = Vec::new();
    for closing in closed {
        let ballots: u64 = closing.late(conn)?.values().sum();
        if ballots > 0 {
            late.push(Late {
                year: closing.span.year(),
                period: closing.period,
                ballots,
            });
        }
    }
    Ok(late)
}
