//! What was answered in the days a page speaks of, class by class of evidence, and which classes its figures stand on.
//! All of a page's figures are taken from here, so that they agree.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::classes::{ByClass, Class, Filter, Ground};
use super::foreign::{self, ForeignSource};
use super::measure::Measure;
use super::reading::{Reading, list_questionnaires, table_of};
use super::span::{Span, Spans, first_of_month};
use super::store::{self, Area, Sums, SumsBy};
use super::table::{Figure, Table};
use super::told::KeptBack;
use super::views::{Answered, told_classes};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::survey::ballot::Channel;
use crate::survey::questionnaire::Questionnaire;
use crate::units::Unit;
use crate::units::lineage::list_merged;

/// Months of the trend, the last one included.
const TREND_MONTHS: u32 = 24;

/// One year's part of the evidence.
#[derive(Clone, Debug)]
pub struct Side {
    /// The sums of each class.
    pub by_class: ByClass,
    /// What its figures stand on.
    pub ground: Ground,
}

/// What was answered in the days of one or two years.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The unit; everything below it is counted in.
    pub unit: Unit,
    /// The ground of its figures.
    pub area: Area,
    /// The days.
    pub spans: Spans,
    /// Which classes are wanted.
    pub filter: Filter,
    /// The days looked at.
    pub now: Side,
    /// The days they are compared with.
    pub before: Option<Side>,
    /// The suspect ballots of the days looked at; nothing where they cannot be told to the day.
    pub suspects: Option<ByClass>,
    /// Each month that the trend shows.
    pub months: SumsBy<NaiveDate>,
    /// Since when the unit has other ground, and what it took in.
    pub merged: Vec<(NaiveDate, String)>,
    /// Units whose figures of the year looked at came by file.
    pub by_file: Vec<ForeignSource>,
    /// All questionnaires, by the id that their sums carry.
    pub questionnaires: Vec<(i64, Questionnaire)>,
}

/// One class of evidence in both years.
#[derive(Clone, Debug)]
pub struct ClassLine {
    /// The class.
    pub class: Class,
    /// Overall, in the days looked at; its share is withheld where it is of too few people.
    pub now: Figure,
    /// Overall, in the days they are compared with; withheld likewise.
    pub before: Option<Figure>,
    /// Ballots in the days looked at.
    pub ballots: u64,
    /// Whether the headline stands on it.
    pub in_headline: bool,
}

impl Evidence {
    /// Reads the evidence of a unit and all below it, in one pass over the months and one over the days of a month that
    /// is not whole.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(
        conn: &mut DbConn,
        unit: &Unit,
        spans: Spans,
        filter: Filter,
        today: NaiveDate,
    ) -> AppResult<Self> {
        let area = Area::find(conn, unit)?;
        let trend = trend_months(spans.now);
        let all = std::iter::once(spans.now).chain(spans.before);
        let first = all.clone().map(|span| span.from).chain([trend.start]).min();
        let end = all.map(|span| span.months().end).chain([trend.end]).max();
        let range = first.unwrap_or(trend.start)..end.unwrap_or(trend.end);
        let months = store::sum_months(conn, &area, range)?;
        let mut side = |span: Span| {
            let whole = months
                .range(span.whole_months())
                .map(|(_, sums)| sums.clone());
            let mut by_class = store::merged(whole);
            store::add(&mut by_class, &store::sum_rest(conn, &area, span, today)?);
            let ground = filter.ground(&by_class);
            Ok::<_, AppError>(Side { by_class, ground })
        };
        let now = side(spans.now)?;
        let before = spans.before.map(side).transpose()?;
        let suspects = match spans.now.is_told_by_months(today) {
            true => {
                let found = store::sum_suspects(conn, &area, spans.now.months())?;
                Some(store::merged(found.into_values()))
            }
            false => None,
        };
        Ok(Self {
            unit: unit.clone(),
            spans,
            filter,
            now,
            before,
            suspects,
            months: months
                .range(trend)
                .map(|(month, sums)| (*month, sums.clone()))
                .collect(),
            merged: list_merged(conn, unit)?,
            by_file: foreign::list_sources(conn, &area.unit_ids, spans.now.year())?,
            questionnaires: list_questionnaires(conn)?,
            area,
        })
    }

    /// The tables of both years on the ground that they stand on.
    pub fn reading(&self) -> Reading {
        let now = self.now.ground.sums(&self.now.by_class);
        let before = self
            .before
            .as_ref()
            .map(|side| side.ground.sums(&side.by_class));
        let used = used_in(std::iter::once(&now).chain(&before), &self.questionnaires);
        let mut table = table_of(&now, &used);
        table.suspect = self.suspects.as_ref().map(|suspects| {
            let of_ground = self.now.ground.sums(suspects);
            Box::new(table_of(&of_ground, &used))
        });
        table.kept_back = self.kept_back(&self.now.by_class, self.suspects.as_ref());
        let (year, compare) = self.spans.years();
        Reading {
            unit: self.unit.clone(),
            year,
            now: table,
            before: compare
                .zip(before)
                .zip(self.before.as_ref())
                .map(|((year, sums), side)| {
                    let kept_back = self.kept_back(&side.by_class, None);
                    let table = table_of(&sums, &used);
                    (year, table.keeping_back(kept_back))
                }),
            questionnaires: used
                .into_iter()
                .map(|(_, questionnaire)| questionnaire)
                .collect(),
            by_file: self.by_file.clone(),
            alike: self.is_alike(),
        }
    }

    /// Ballots of the days looked at, of all classes.
    pub fn ballots(&self) -> u64 {
        self.now.by_class.values().map(Sums::ballots).sum()
    }

    /// Ballots of the days they are compared with.
    pub fn ballots_before(&self) -> u64 {
        let sums = self.before.iter().flat_map(|side| side.by_class.values());
        sums.map(Sums::ballots).sum()
    }

    /// Whether both years stand on the same classes.
    pub fn is_alike(&self) -> bool {
        let like = |before: &Side| self.now.ground.is_like(&before.ground);
        self.before.as_ref().is_none_or(like)
    }

    /// The overall table of some sums, with the criteria of all questionnaires.
    pub fn table(&self, sums: &Sums) -> Table {
        table_of(sums, &self.questionnaires)
    }

    /// The classes side by side; what is of too few people is withheld, and enough beside it that it cannot be had from
    /// the headline or from all classes together.
    pub fn classes(&self) -> Vec<ClassLine> {
        let sides = || std::iter::once(&self.now).chain(&self.before);
        let several = sides().any(|side| side.by_class.contains_key(&None));
        let named = Channel::ALL.iter().copied().map(Some);
        let classes: Vec<Class> = named.chain(several.then_some(None)).collect();
        let figures = |side: &Side| -> Vec<(Class, Figure)> {
            let figure = |class: &Class| {
                let sums = side.by_class.get(class).cloned().unwrap_or_default();
                (*class, self.table(&sums).figure(Measure::Overall))
            };
            told_classes(classes.iter().map(figure).collect())
        };
        let now = figures(&self.now);
        let before = self.before.as_ref().map(figures);
        let line = |(at, (class, now)): (usize, (Class, Figure))| ClassLine {
            class,
            now,
            before: before
                .as_ref()
                .and_then(|all| all.get(at))
                .map(|(_, figure)| *figure),
            ballots: self.now.by_class.get(&class).map_or(0, Sums::ballots),
            in_headline: self.now.ground.ballots.contains_key(&class),
        };
        now.into_iter().enumerate().map(line).collect()
    }

    /// What the classes looked at keep back of what was answered because of other classes.
    pub fn kept_back(&self, all: &ByClass, suspect: Option<&ByClass>) -> KeptBack {
        let answered = Answered {
            all,
            suspect,
            questionnaires: &self.questionnaires,
        };
        answered.kept_back(self.filter)
    }

    /// Whether the classes looked at are withheld as a whole, because another figure would tell of too few.
    pub fn is_withheld(&self) -> bool {
        self.kept_back(&self.now.by_class, None).everything
    }

    /// Whether anything was answered in either year.
    pub fn is_empty(&self) -> bool {
        let sides = std::iter::once(&self.now).chain(&self.before);
        sides.into_iter().all(|side| side.ground.ballots.is_empty())
    }
}

/// The questionnaires with a ballot in any of these sums: their criteria are listed in all.
fn used_in<'a>(
    sums: impl Iterator<Item = &'a Sums>,
    all: &[(i64, Questionnaire)],
) -> Vec<(i64, Questionnaire)> {
    let used: BTreeSet<i64> = sums.flat_map(|sums| sums.turnout.keys().copied()).collect();
    let used = |(id, _): &&(i64, Questionnaire)| used.contains(id);
    all.iter().filter(used).cloned().collect()
}

fn trend_months(span: Span) -> std::ops::Range<NaiveDate> {
    let end = span.months().end;
    let first = first_of_month(end).checked_sub_months(Months::new(TREND_MONTHS));
    first.unwrap_or(span.from)..end
}
