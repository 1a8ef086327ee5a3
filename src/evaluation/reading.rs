//! The evaluation of a unit in a period, and of those below it, from what was counted once for all of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::QueryResult;

use super::files::{File, Files};
use super::period::Period;
use super::points::{
    Handed, Indicator, Petitions, Provision, of_desk, of_online, of_petitions, of_publication,
};
use super::scale::{Sheet, Tenths};
use super::statement::Statement;
use super::store::{self, Against, Groups, Provided, Whose};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::units::{Scope, Unit};

/// A unit's evaluation, with what each indicator was made from.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The nine indicators.
    pub sheet: Sheet,
    /// The files of the period.
    pub files: Files,
    /// How they were handed in.
    pub handed: Handed,
    /// What the catalogue says.
    pub provision: Provision,
    /// What the unit, or the nearest one above it, says of its desk.
    pub statement: Option<Statement>,
    /// How complaints were handled.
    pub petitions: Petitions,
}

/// What was counted of a period.
#[derive(Debug)]
pub struct Ground {
    /// The unit that was asked for, and those below it.
    units: Vec<Unit>,
    files: Groups,
    against: Vec<Against>,
    petitions: BTreeMap<i64, Petitions>,
    overdue: BTreeMap<i64, u64>,
    provided: Vec<Provided>,
    statements: Vec<Statement>,
}

impl Ground {
    /// Counts a period of a unit and those below it, as it stands now (UTC). `units` are those that the viewer may see.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(
        conn: &mut DbConn,
        (unit, units): (&Unit, &[Unit]),
        period: Period,
        now: NaiveDateTime,
    ) -> QueryResult<Self> {
        let scope = Scope::below(unit);
        let below = units.iter().filter(|below| scope.covers(below));
        let mut ground = Self {
            units: below.cloned().collect(),
            files: Groups::new(),
            against: Vec::new(),
            petitions: BTreeMap::new(),
            overdue: BTreeMap::new(),
            provided: Vec::new(),
            statements: Vec::new(),
        };
        let (Some(span), Some(last)) = (period.span(), last_day(period, local_day(now))) else {
            return Ok(ground);
        };
        let line = unit.line();
        ground.against = store::list_against(conn, &scope, &span)?;
        ground.files = store::list_groups(conn, &scope, &span, &ground.against)?;
        ground.petitions = store::count_petitions(conn, &scope, &span)?;
        ground.overdue = store::count_overdue(conn, &scope, span.end.min(now))?;
        ground.provided = store::list_provided(conn, (&scope, &line), last)?;
        ground.statements = store::find_statements(conn, (&scope, &line), last)?;
        Ok(ground)
    }

    /// The units directly below one.
    pub fn below(&self, unit: &Unit) -> Vec<&Unit> {
        let below = self.units.iter();
        below
            .filter(|below| below.parent_id == Some(unit.id))
            .collect()
    }

    /// Complaints of conduct against the files, the newest first.
    pub fn against(&self) -> &[Against] {
        &self.against
    }

    /// The files of a unit itself, each group with how many there are.
    pub fn files_of(&self, unit_id: i64) -> impl Iterator<Item = (&Whose, &File, u64)> {
        let files = self
            .files
            .iter()
            .map(|((whose, file), count)| (whose, file, *count));
        files.filter(move |(whose, _, count)| whose.unit_id == unit_id && *count > 0)
    }

    /// The evaluation of a unit with everything below it.
    pub fn evaluate(&self, unit: &Unit) -> Evaluation {
        let scope = Scope::below(unit);
        let covered = self.units.iter().filter(|below| scope.covers(below));
        let covered: BTreeSet<i64> = covered.map(|below| below.id).collect();
        let mut files = Files::default();
        let (mut petitions, mut overdue) = (Petitions::default(), 0);
        for unit_id in covered {
            for (_, file, count) in self.files_of(unit_id) {
                files.add(file, count);
            }
            let handled = self.petitions.get(&unit_id).copied().unwrap_or_default();
            petitions.in_time += handled.in_time;
            petitions.late += handled.late;
            petitions.prolonged += handled.prolonged;
            overdue += self.overdue.get(&unit_id).copied().unwrap_or(0);
        }
        let handed = Handed {
            all: files.all,
            online: files.online,
            online_late: files.online_late + overdue,
        };
        let (provision, statement) = (self.provision(unit), self.statement(unit));
        let said = statement.as_ref().map(|statement| statement.said);
        let of_unit = [
            (
                Indicator::Desk,
                of_desk(provision, said.and_then(|said| said.through_desk)),
            ),
            (
                Indicator::Publication,
                said.map(|said| of_publication(said.board, said.online)),
            ),
            (
                Indicator::Petitions,
                // Where nothing at all happened, that nobody complained says nothing.
                (files.all + petitions.all() > 0).then(|| of_petitions(petitions)),
            ),
            (Indicator::Online, of_online(provision, handed)),
        ];
        let of_unit = of_unit.map(|(indicator, points)| (indicator, points.map(Tenths::whole)));
        let of_files = Indicator::OF_FILES.map(|it| (it, files.mean(it)));
        Evaluation {
            sheet: of_files.into_iter().chain(of_unit).collect(),
            files,
            handed,
            provision,
            statement,
            petitions,
        }
    }

    /// What the catalogue says that holds in a unit: of one code, the row of the nearest unit.
    fn provision(&self, unit: &Unit) -> Provision {
        let mut nearest: BTreeMap<&str, &Provided> = BTreeMap::new();
        for above in unit.line() {
            let own = self.provided.iter().filter(|known| known.unit_id == above);
            nearest.extend(own.map(|known| (known.code.as_str(), known)));
        }
        let count =
            |has: fn(&Provided) -> bool| nearest.values().filter(|known| has(known)).count() as u64;
        Provision {
            all: count(|_| true),
            at_desk: count(|known| known.at_desk),
            online: count(|known| known.online),
        }
    }

    /// The last word of the nearest unit that has said something.
    fn statement(&self, unit: &Unit) -> Option<Statement> {
        let of = |unit_id: &i64| {
            let mut newest_first = self.statements.iter().rev();
            newest_first.find(|statement| statement.unit_id == *unit_id)
        };
        unit.line().iter().rev().find_map(of).cloned()
    }
}

/// The last day of a period that has come; nothing of one that is still ahead.
fn last_day(period: Period, today: NaiveDate) -> Option<NaiveDate> {
    let days = period.days()?;
    let last = days.end.pred_opt()?.min(today);
    (days.start <= last).then_some(last)
}
