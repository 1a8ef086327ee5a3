//! From a question (which unit, which year, against which) to its tables: what `store` adds up is put under the
//! criteria of the questionnaires that were used. A unit's figures are its own and those of all units below it. The
//! question of commands and programs pools all classes of evidence over whole years; pages ask `evidence`.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;

use super::classes::{ByClass, Filter};
use super::comparison::Comparison;
use super::evidence::Evidence;
use super::foreign::{self, ForeignSource};
use super::measure::Measure;
use super::report::{Extent, Report};
use super::span::{Period, Span, Spans};
use super::store::{self, Area, Sums};
use super::table::{Figure, Table, Tally};
use super::told::KeptBack;
use super::views::{Answered, kept_back_of_questionnaire};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::survey::questionnaire::Questionnaire;
use crate::units::store::find_unit_by_code;
use crate::units::{Unit, UnitCode};
use crate::web::years::{YEARS, offered_years};

/// Which figures are wanted, as an address says it.
#[derive(Debug, Deserialize)]
pub struct AskedFor {
    unit: Option<String>,
    year: Option<String>,
    compare: Option<String>,
    questionnaire: Option<String>,
}

/// Which figures are wanted.
#[derive(Clone, Debug)]
pub struct Question {
    /// Code of the unit.
    pub unit: String,
    /// The year.
    pub year: i32,
    /// The year it is compared with.
    pub compare: Option<i32>,
    /// Version of the only questionnaire that counts; all of them if not given.
    pub questionnaire: Option<String>,
}

/// The answer: a unit's tables of one or two years, with the same criteria in both.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The unit.
    pub unit: Unit,
    /// The year asked for.
    pub year: i32,
    /// Its figures.
    pub now: Table,
    /// The year compared with and its figures.
    pub before: Option<(i32, Table)>,
    /// The questionnaires that were used, as they were asked.
    pub questionnaires: Vec<Questionnaire>,
    /// Units whose figures of the year came by file.
    pub by_file: Vec<ForeignSource>,
    /// Whether both years stand on the same classes of evidence, so that something may be concluded of their difference.
    pub alike: bool,
}

impl TryFrom<AskedFor> for Question {
    type Error = AppError;

    fn try_from(asked: AskedFor) -> AppResult<Self> {
        let missing = |name: &str| AppError::BadRequest(format!("{name}: missing"));
        let number = |name: &str, text: String| {
            let reason = format!("{name}: '{text}' is no year");
            text.parse().map_err(|_| AppError::BadRequest(reason))
        };
        let question = Self {
            unit: asked.unit.ok_or_else(|| missing("unit"))?,
            year: number("year", asked.year.ok_or_else(|| missing("year"))?)?,
            compare: asked
                .compare
                .filter(|year| !year.is_empty())
                .map(|year| number("compare", year))
                .transpose()?,
            questionnaire: asked.questionnaire,
        };
        question.checked()
    }
}

impl Question {
    /// A question that can have an answer.
    ///
    /// # Errors
    /// A year is out of range, or a year is compared with itself: the text says which.
    pub fn checked(self) -> AppResult<Self> {
        for (name, year) in [("year", Some(self.year)), ("compare", self.compare)] {
            if let Some(year) = year.filter(|year| !YEARS.contains(year)) {
                let (first, last) = (YEARS.start(), YEARS.end());
                let reason = format!("{name}: {year} is not from {first} to {last}");
                return Err(AppError::Unprocessable(reason));
            }
        }
        if self.compare == Some(self.year) {
            let reason = "compare: must be another year than year".to_owned();
            return Err(AppError::Unprocessable(reason));
        }
        Ok(self)
    }
}

impl Reading {
    /// Answers a question that was checked.
    ///
    /// # Errors
    /// The unit or the questionnaire is not known, or the database refuses.
    pub fn find(conn: &mut DbConn, question: &Question) -> AppResult<Self> {
        let code: UnitCode = question.unit.parse().map_err(|_| AppError::NotFound)?;
        let unit = find_unit_by_code(conn, &code)?.ok_or(AppError::NotFound)?;
        let area = Area::find(conn, &unit)?;
        let every = list_questionnaires(conn)?;
        let mut questionnaires = every.clone();
        if let Some(wanted) = &question.questionnaire {
            questionnaires.retain(|(_, questionnaire)| questionnaire.version == *wanted);
            if questionnaires.is_empty() {
                let reason = format!("questionnaire: '{wanted}' is not known");
                return Err(AppError::Unprocessable(reason));
            }
        }
        let now = PooledYear::find(conn, &area, question.year)?;
        let before = match question.compare {
            Some(year) => Some((year, PooledYear::find(conn, &area, year)?)),
            None => None,
        };
        let used = used_in(&now.all, before.as_ref().map(|(_, year)| &year.all));
        questionnaires.retain(|(id, _)| used.contains(id));
        let only = question.questionnaire.as_deref();
        let whole = |year: &PooledYear| {
            let mut table = year.table(&questionnaires);
            table.kept_back = year.kept_back(&every, only);
            table
        };
        let by_file = foreign::list_sources(conn, &area.unit_ids, question.year)?;
        Ok(Self {
            unit,
            by_file,
            year: question.year,
            now: whole(&now),
            before: before.map(|(year, sums)| (year, whole(&sums))),
            questionnaires: questionnaires.into_iter().map(|(_, q)| q).collect(),
            alike: true,
        })
    }

    /// The figures of a year on which the leader's page and the board stand: of ballots at the desk, where it has any.
    ///
    /// # Errors
    /// No calendar has the year, or the database refuses.
    pub fn headline(conn: &mut DbConn, unit: &Unit, year: i32) -> AppResult<Self> {
        let whole = NaiveDate::from_ymd_opt(year, 12, 31).ok_or(AppError::NotFound)?;
        let spans = Spans::of((year, None), Period::Year, whole).ok_or(AppError::NotFound)?;
        Ok(Evidence::find(conn, unit, spans, Filter::Headline, whole)?.reading())
    }

    /// The figures of a measure in both years, as they may be told.
    pub fn figures(&self, measure: Measure) -> (Figure, Option<Figure>) {
        let before = self.before.as_ref().map(|(_, table)| table.told(measure));
        (self.now.told(measure), before)
    }

    /// What may be said of a measure's two figures; nothing without a year to compare with.
    pub fn comparison(&self, measure: Measure) -> Option<Comparison> {
        let (now, before) = self.figures(measure);
        Some(Comparison::of(now, before?).if_alike(self.alike))
    }

    /// The figures of a criterion in both years, as they may be told, and what may be said of them.
    pub fn criterion(&self, tally: &Tally) -> (Figure, Option<(Figure, Comparison)>) {
        let now = self.now.told_criterion(tally);
        let compared = self.before.as_ref().map(|(_, table)| {
            let before = table.told_criterion(tally);
            (before, Comparison::of(now, before).if_alike(self.alike))
        });
        (now, compared)
    }

    /// The criteria that somebody answered, the weakest first, those of too few people last.
    pub fn from_weakest(&self) -> Vec<&Tally> {
        let answered = self
            .now
            .tallies()
            .iter()
            .filter(|tally| tally.counts.answers() > 0);
        let mut ordered: Vec<&Tally> = answered.collect();
        ordered.sort_by_cached_key(|tally| {
            let percent = self.now.told_criterion(tally).share.percent();
            (percent.is_none(), percent)
        });
        ordered
    }

    /// The year compared with.
    pub fn compare(&self) -> Option<i32> {
        self.before.as_ref().map(|(year, _)| *year)
    }

    /// `find` for programs and commands, which named the unit as a value: it is told to be unknown by that name.
    ///
    /// # Errors
    /// As `find`.
    pub fn find_named(conn: &mut DbConn, question: &Question) -> AppResult<Self> {
        Self::find(conn, question).map_err(|error| match error {
            AppError::NotFound => {
                AppError::Unprocessable(format!("unit: '{}' is not known", question.unit))
            }
            other => other,
        })
    }

    /// The index table as it is handed out, to whoever has the database or to anybody.
    pub fn report(&self, extent: Extent) -> Report {
        let before = self.before.as_ref().map(|(year, table)| (*year, table));
        let now = (self.year, &self.now);
        let report = Report::new(&self.unit.code, now, before, extent);
        report.with_files(&self.by_file)
    }
}

/// Ids of a unit, of all below it and of what became part of them: the ground of its figures.
///
/// # Errors
/// The database refuses.
pub fn list_ground_ids(conn: &mut DbConn, unit: &Unit) -> AppResult<Vec<i64>> {
    Ok(Area::find(conn, unit)?.unit_ids)
}

/// Years that have something to show of a unit, this one among them, latest first.
///
/// # Errors
/// The database refuses.
pub fn offered_years_of(conn: &mut DbConn, unit: &Unit, this_year: i32) -> AppResult<Vec<i32>> {
    let ids = list_ground_ids(conn, unit)?;
    Ok(offered_years(store::find_years(conn, &ids)?, this_year))
}

/// All questionnaires with the id that their tallies carry.
pub(super) fn list_questionnaires(conn: &mut DbConn) -> AppResult<Vec<(i64, Questionnaire)>> {
    let parsed = |(id, definition): (i64, String)| {
        let questionnaire = serde_json::from_str(&definition).map_err(AppError::internal)?;
        Ok((id, questionnaire))
    };
    let stored = store::list_questionnaires(conn)?;
    stored.into_iter().map(parsed).collect()
}

/// A year of all classes of evidence, which are pooled.
struct PooledYear {
    by_class: ByClass,
    all: Sums,
    suspect: ByClass,
}

impl PooledYear {
    fn find(conn: &mut DbConn, area: &Area, year: i32) -> AppResult<Self> {
        let months = Period::Year.of_year(year).map(Span::months);
        let months = months.ok_or(AppError::NotFound)?;
        let all = store::sum_months(conn, area, months.clone())?;
        let suspect = store::sum_suspects(conn, area, months)?;
        let by_class = store::merged(all.into_values());
        Ok(Self {
            all: pooled(&by_class),
            by_class,
            suspect: store::merged(suspect.into_values()),
        })
    }

    fn table(&self, questionnaires: &[(i64, Questionnaire)]) -> Table {
        let suspect = table_of(&pooled(&self.suspect), questionnaires);
        table_of(&self.all, questionnaires).with_suspect(Some(suspect))
    }

    /// What may not be told of all questionnaires, or of the only one that counts, beside what pages tell.
    fn kept_back(&self, every: &[(i64, Questionnaire)], only: Option<&str>) -> KeptBack {
        let answered = Answered {
            all: &self.by_class,
            suspect: Some(&self.suspect),
            questionnaires: every,
        };
        let kept_back = answered.kept_back(Filter::All);
        let Some(version) = only else {
            return kept_back;
        };
        let whole = self.table(every).keeping_back(kept_back);
        kept_back_of_questionnaire(version, &whole)
    }
}

fn pooled(by_class: &ByClass) -> Sums {
    let mut pooled = Sums::default();
    for sums in by_class.values() {
        pooled += sums;
    }
    pooled
}

/// Questionnaires that got a ballot in either year: their criteria are listed in both.
fn used_in(now: &Sums, before: Option<&Sums>) -> BTreeSet<i64> {
    let years = std::iter::once(now).chain(before);
    years
        .flat_map(|sums| sums.turnout.keys().copied())
        .collect()
}

/// The table of these sums, with every criterion of these questionnaires.
pub(super) fn table_of(sums: &Sums, questionnaires: &[(i64, Questionnaire)]) -> Table {
    let tallies = questionnaires.iter().flat_map(|(id, questionnaire)| {
        questionnaire.criteria.iter().map(|criterion| {
            let key = (*id, criterion.code.clone());
            Tally {
                questionnaire: questionnaire.version.clone(),
                criterion: criterion.code.clone(),
                dimension: criterion.dimension,
                counts: sums.tallies.get(&key).copied().unwrap_or_default(),
            }
        })
    });
    let turnout = questionnaires.iter().map(|(id, questionnaire)| {
        let ballots = sums.turnout.get(id).copied().unwrap_or(0);
        (questionnaire.version.clone(), ballots)
    });
    let persons = questionnaires.iter().filter_map(|(id, questionnaire)| {
        let overall = sums.overall.get(id)?;
        Some((questionnaire.version.clone(), overall.persons))
    });
    Table::new(tallies.collect(), turnout.collect()).with_persons(persons.collect())
}
