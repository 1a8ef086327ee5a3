//! Importing paper forms: a file with a bad row is refused whole or taken without it, as the caller says, and the
//! report names every refused row.

use std::collections::{BTreeMap, HashMap};

use super::ballot::Source;
use super::ballot_box::BallotBox;
use super::moment::RatedAt;
use super::paper::{self, PaperBallot};
use super::questionnaire::catalogue;
use super::store::{self, Incoming, Outcome};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::rows::{ImportReport, OnError, Refusal, Rows};
use crate::units::store::{find_unit_by_code, list_units};
use crate::units::{Scope, UnitCode};

/// Puts the forms of a table into the box, in one commit. Repeating an import changes nothing.
/// A row without a unit belongs to `unit`, or to the only unit there is.
///
/// # Errors
/// The database refuses; a bad table is no error but a report.
pub fn import_ballots(
    db: &Db,
    clock: &Clock,
    ballot_box: &BallotBox,
    table: Result<Rows, Refusal>,
    unit: Option<&UnitCode>,
    on_error: OnError,
) -> AppResult<ImportReport> {
    let parsed = table.and_then(|table| {
        let parsed = paper::parse(&table, catalogue(), clock.today())?;
        Ok((table, parsed))
    });
    let (table, (papers, refused)) = match parsed {
        Ok(parsed) => parsed,
        Err(refusal) => return Ok(whole_file(refusal)),
    };
    let mut report = ImportReport {
        rows: table.count(),
        refused,
        unread_sheets: table.unread().to_vec(),
        ..ImportReport::default()
    };
    let mut units = Units::new(db.read_blocking(|conn| default_unit(conn, unit))?);
    let mut seen = BTreeMap::new();
    let mut incoming = Vec::with_capacity(papers.len());
    for mut paper in papers {
        match units.find(db, &paper)? {
            Ok(unit_id) => {
                paper.identify(unit_id, &mut seen);
                let line = paper.line;
                match prepare(ballot_box, paper, unit_id) {
                    Ok(ballot) => incoming.push((line, ballot)),
                    Err(refusal) => report.refused.push(refusal),
                }
            }
            Err(refusal) => report.refused.push(refusal),
        }
    }
    let bad = on_error == OnError::Refuse && !report.refused.is_empty();
    if !incoming.is_empty() && !bad {
        put(db, incoming, on_error, &mut report)?;
    }
    report.refused.sort_by_key(|refusal| refusal.line);
    let located = report
        .refused
        .into_iter()
        .map(|refusal| table.locate(refusal));
    report.refused = located.collect();
    Ok(report)
}

fn whole_file(refusal: Refusal) -> ImportReport {
    ImportReport {
        refused: vec![refusal],
        ..ImportReport::default()
    }
}

fn prepare(ballot_box: &BallotBox, paper: PaperBallot, unit_id: i64) -> Result<Incoming, Refusal> {
    let source = Source {
        unit_id,
        channel: paper.channel,
        counter_id: None,
        device_id: None,
        link_id: None,
        officer_id: None,
    };
    ballot_box
        .prepare_rated(paper.ballot, source, RatedAt::on_day(paper.date))
        .map_err(|invalid| Refusal::new(paper.line, invalid.field, invalid.reason))
}

/// A form whose number is known with other answers is a bad row as well, which only the box can tell: where the file is
/// to be refused whole, what was put in with it is taken out again before anybody sees it.
fn put(
    db: &Db,
    papers: Vec<(u64, Incoming)>,
    on_error: OnError,
    report: &mut ImportReport,
) -> AppResult<()> {
    let (lines, incoming): (Vec<_>, Vec<_>) = papers.into_iter().unzip();
    let mut outcomes = Vec::new();
    let stored = db.write_blocking(|conn| {
        outcomes = store::accept(conn, &incoming)?;
        if on_error == OnError::Refuse && outcomes.contains(&Outcome::Conflict) {
            return Err(AppError::Conflict("the file is refused whole".into()));
        }
        Ok(())
    });
    let refused = match stored {
        Ok(()) => false,
        Err(AppError::Conflict(_)) => true,
        Err(error) => return Err(error),
    };
    for (line, outcome) in lines.into_iter().zip(outcomes) {
        match outcome {
            Outcome::Conflict => {
                let reason = "a form of this number is stored with other answers";
                report.refused.push(Refusal::new(line, "number", reason));
            }
            Outcome::Stored if !refused => report.taken += 1,
            Outcome::Duplicate if !refused => report.known += 1,
            Outcome::Stored | Outcome::Duplicate | Outcome::Spent => {}
        }
    }
    Ok(())
}

/// The unit of rows that name none.
fn default_unit(conn: &mut DbConn, unit: Option<&UnitCode>) -> AppResult<Option<i64>> {
    if let Some(code) = unit {
        let unknown = || {
            AppError::Unprocessable(format!(
                "there is no unit with code {code}; see hailong unit list"
            ))
        };
        return Ok(Some(find_unit_by_code(conn, code)?.ok_or_else(unknown)?.id));
    }
    let all = list_units(conn, &Scope::everything())?;
    Ok(match all.as_slice() {
        [only] => Some(only.id),
        _ => None,
    })
}

/// Units by the code in the file, each looked up once.
struct Units {
    default: Option<i64>,
    known: HashMap<String, Option<i64>>,
}

impl Units {
    fn new(default: Option<i64>) -> Self {
        Self {
            default,
            known: HashMap::new(),
        }
    }

    fn find(&mut self, db: &Db, paper: &PaperBallot) -> AppResult<Result<i64, Refusal>> {
        let refuse = |reason: String| Refusal::new(paper.line, "unit", reason);
        if paper.unit.is_empty() {
            let missing = || refuse("say which unit: in a column unit, or with --unit".to_owned());
            return Ok(self.default.ok_or_else(missing));
        }
        if !self.known.contains_key(&paper.unit) {
            let id = match paper.unit.parse::<UnitCode>() {
                Ok(code) => db
                    .read_blocking(|conn| find_unit_by_code(conn, &code))?
                    .map(|unit| unit.id),
                Err(_) => None,
            };
            self.known.insert(paper.unit.clone(), id);
        }
        let id = self.known.get(&paper.unit).copied().flatten();
        Ok(id.ok_or_else(|| refuse(format!("there is no unit with code '{}'", paper.unit))))
    }
}
