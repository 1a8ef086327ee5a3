//! The catalogue as a table: what its columns are called, what a row says, and how it is held against what is there.

use chrono::{NaiveDate, NaiveDateTime};

use super::words::limit_of;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::dossiers::import::{
    Column, Fault, Hand, Import, Outcome, Remark, Sheet, Sight, Wanted, field_of, moment_of, read,
};
use crate::dossiers::procedure::{CODE_LIMIT, NAME_LIMIT, Procedure};
use crate::dossiers::store::{UploadKind, insert_procedure, list_catalogue};
use crate::error::{AppError, AppResult};
use crate::units::Scope;
use crate::units::store::find_unit;
use crate::vietnamese::fold;
use crate::web::language::Lang;

/// Longest law or fee, characters.
pub const WORDS_LIMIT: usize = 500;

/// The catalogue of a unit.
pub struct Catalogue;

/// A file of procedures that was read.
pub struct File {
    sheet: Sheet<Target>,
    rows: Vec<(u64, Told)>,
    outcome: Outcome,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    procedure: Procedure,
    /// The day is the row's own; otherwise it is that of what holds, or today.
    since: Option<NaiveDate>,
}

crate::text_enum! {
    /// What a column says of a procedure.
    pub enum Target {
        /// Its code in the national list.
        Code => "code",
        /// Its name.
        Name => "name",
        /// The field of work.
        Field => "field",
        /// How long it may take.
        Limit => "limit",
        /// What that is counted in, where the limit is a number.
        Unit => "unit",
        /// The law that says so.
        Basis => "basis",
        /// What it costs.
        Fee => "fee",
        /// From when it holds.
        ValidFrom => "valid_from",
        /// Until when.
        ValidUntil => "valid_until",
        /// Whether it is done at the desk itself.
        AtDesk => "at_desk",
        /// Whether it can be handed in online.
        Online => "online",
    }
}

impl Column for Target {
    const REQUIRED: &'static [Self] = &[Self::Code, Self::Name, Self::Limit];
    const AREA: &'static str = "procedures.column";

    fn all() -> &'static [Self] {
        Self::ALL
    }

    fn word(self) -> &'static str {
        self.as_str()
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Code => &[
                "ma thu tuc",
                "ma tthc",
                "ma so",
                "ma",
                "ma thu tuc hanh chinh",
            ],
            Self::Name => &[
                "ten thu tuc",
                "ten tthc",
                "thu tuc",
                "thu tuc hanh chinh",
                "ten thu tuc hanh chinh",
            ],
            Self::Field => &["linh vuc"],
            Self::Limit => &[
                "thoi han",
                "thoi han giai quyet",
                "thoi gian giai quyet",
                "thoi gian",
            ],
            Self::Unit => &["don vi", "don vi tinh", "don vi thoi gian"],
            Self::Basis => &["can cu", "can cu phap ly", "co so phap ly"],
            Self::Fee => &["phi le phi", "phi", "le phi"],
            Self::ValidFrom => &["ap dung tu", "hieu luc tu", "tu ngay", "ngay hieu luc"],
            Self::ValidUntil => &["ap dung den", "het hieu luc", "den ngay", "hieu luc den"],
            Self::AtDesk => &[
                "tai cho",
                "giai quyet tai cho",
                "4 tai cho",
                "thuc hien tai trung tam",
            ],
            Self::Online => &["truc tuyen", "nop truc tuyen", "dich vu cong truc tuyen"],
        }
    }
}

impl Import for Catalogue {
    type Target = Target;
    type File = File;
    const KIND: UploadKind = UploadKind::Procedures;
    const BASE: &'static str = "/dossiers/procedures/import";
    const AREA: &'static str = "procedures.import";
    const ABOVE: &'static [(&'static str, &'static str)] = &[
        ("/dossiers", "accounts.nav.dossiers"),
        ("/dossiers/procedures", "procedures.title"),
    ];

    fn read(bytes: Vec<u8>, wanted: &Wanted, _: NaiveDateTime) -> Result<File, Fault> {
        let (mut rows, mut outcome): (Vec<(u64, Told)>, _) = (Vec::new(), Outcome::default());
        let sheet = read(bytes, wanted, |row, fault| {
            let told = match fault {
                Some(fault) => Err(Remark::of_line(row.line(), fault)),
                None => read_row(row),
            };
            let told = told.and_then(|told| only_once(&rows, row, told));
            match told {
                Ok(Some(told)) => rows.push((row.line(), told)),
                Ok(None) => outcome.unchanged += 1,
                Err(remark) => outcome.refused.push(remark),
            }
        })?;
        outcome.rows = sheet.rows;
        // An older row is closed by the newer one of its code: the older first.
        rows.sort_by_key(|(_, told)| told.since);
        Ok(File {
            sheet,
            rows,
            outcome,
        })
    }

    fn sheet(file: &File) -> &Sheet<Target> {
        &file.sheet
    }

    fn carry(
        conn: &mut DbConn,
        unit_id: i64,
        file: &File,
        now: NaiveDateTime,
        hand: Option<&Hand<'_>>,
    ) -> AppResult<Outcome> {
        let missing = file.sheet.head.missing();
        if !missing.is_empty() {
            let titles = missing.iter().map(|column| column.title(Lang::Vi));
            return Ok(Outcome::whole_file(Fault::Missing(titles.collect())));
        }
        let unit = find_unit(conn, &Scope::everything(), unit_id)?.ok_or(AppError::NotFound)?;
        let mut own = list_catalogue(conn, &unit)?;
        own.retain(|procedure| procedure.unit_id == unit_id);
        let mut outcome = file.outcome.clone();
        for (_, told) in &file.rows {
            let new = told.completed(unit_id, &own, local_day(now));
            let there = own.iter().find(|old| is_same_row(old, &new));
            match there {
                Some(old)
                    if Procedure {
                        id: old.id,
                        ..new.clone()
                    } == *old =>
                {
                    outcome.unchanged += 1
                }
                Some(_) => outcome.changed += 1,
                None => outcome.new += 1,
            }
            if there.is_none_or(|old| {
                Procedure {
                    id: old.id,
                    ..new.clone()
                } != *old
            }) && hand.is_some()
            {
                insert_procedure(conn, &new)?;
            }
        }
        outcome.taken = hand.is_some();
        Ok(outcome)
    }
}

fn is_same_row(old: &Procedure, new: &Procedure) -> bool {
    old.code == new.code && old.valid_from == new.valid_from
}

impl Told {
    /// As it is to be kept: from its day, and until the day before a later row of its code begins.
    fn completed(&self, unit_id: i64, own: &[Procedure], today: NaiveDate) -> Procedure {
        let of_code = || own.iter().filter(|old| old.code == self.procedure.code);
        let holds = of_code()
            .find(|old| old.holds_on(today))
            .map(|old| old.valid_from);
        let valid_from = self.since.or(holds).unwrap_or(today);
        let procedure = Procedure {
            unit_id,
            valid_from,
            ..self.procedure.clone()
        };
        bounded(procedure, own)
    }
}

/// The same procedure, ending before a later row of its code begins.
pub fn bounded(mut procedure: Procedure, own: &[Procedure]) -> Procedure {
    let later = own
        .iter()
        .filter(|old| old.code == procedure.code && old.valid_from > procedure.valid_from)
        .filter_map(|old| old.valid_from.pred_opt())
        .min();
    procedure.valid_until = procedure.valid_until.into_iter().chain(later).min();
    procedure
}

/// Nothing for a row that says what an earlier one of its code and day says.
fn only_once(
    rows: &[(u64, Told)],
    row: &Sight<'_, Target>,
    told: Told,
) -> Result<Option<Told>, Remark> {
    let same = |(_, other): &&(u64, Told)| {
        other.procedure.code == told.procedure.code && other.since == told.since
    };
    match rows.iter().find(same) {
        None => Ok(Some(told)),
        Some((_, other)) if *other == told => Ok(None),
        Some((line, _)) => Err(row.remark(Target::Code, Fault::Twice(*line))),
    }
}

fn read_row(row: &Sight<'_, Target>) -> Result<Told, Remark> {
    let needed = |target, limit| {
        let text = row.text(target, limit)?;
        text.ok_or_else(|| row.remark(target, Fault::Absent))
    };
    let words = |target| row.text(target, WORDS_LIMIT).map(Option::unwrap_or_default);
    let limit = needed(Target::Limit, WORDS_LIMIT)?;
    let unit = row.text(Target::Unit, WORDS_LIMIT)?;
    let limit = limit_of(&limit, unit.as_deref())
        .ok_or_else(|| row.remark(Target::Limit, Fault::NoLimit))?;
    let since = day(row, Target::ValidFrom)?;
    let until = day(row, Target::ValidUntil)?;
    if matches!((since, until), (Some(since), Some(until)) if until < since) {
        return Err(row.remark(Target::ValidUntil, Fault::EndsBefore));
    }
    let field = row.text(Target::Field, WORDS_LIMIT)?;
    Ok(Told {
        since,
        procedure: Procedure {
            id: 0,
            unit_id: 0,
            code: needed(Target::Code, CODE_LIMIT)?,
            name: needed(Target::Name, NAME_LIMIT)?,
            field: field.map(|text| field_of(&text)).unwrap_or_default(),
            limit_n: i32::try_from(limit.n).unwrap_or(i32::MAX),
            limit_unit: limit.unit.as_str().to_owned(),
            basis: words(Target::Basis)?,
            fee: words(Target::Fee)?,
            valid_from: since.unwrap_or_default(),
            valid_until: until,
            at_desk: flag(row, Target::AtDesk)?,
            online: flag(row, Target::Online)?,
        },
    })
}

fn day(row: &Sight<'_, Target>, target: Target) -> Result<Option<NaiveDate>, Remark> {
    let Some(shown) = row.shown(target) else {
        return Ok(None);
    };
    let told = moment_of(shown).ok_or_else(|| row.remark(target, Fault::NoMoment))?;
    Ok(Some(told.day))
}

fn flag(row: &Sight<'_, Target>, target: Target) -> Result<bool, Remark> {
    let text = row.text(target, WORDS_LIMIT)?.unwrap_or_default();
    match fold(&text).as_str() {
        "co" | "x" | "yes" | "true" | "1" => Ok(true),
        "" | "khong" | "no" | "false" | "0" => Ok(false),
        _ => Err(row.remark(target, Fault::NoFlag)),
    }
}

/// The built-in list of typical procedures of a commune, each with its source, for a unit that begins.
///
/// # Errors
/// The database refuses.
pub fn load_starter(conn: &mut DbConn, unit_id: i64, hand: &Hand<'_>) -> AppResult<Outcome> {
    const STARTER: &str = include_str!("../../../data/procedures.csv");
    let file = Catalogue::read(STARTER.as_bytes().to_vec(), &Wanted::default(), hand.now);
    let file = file.map_err(|fault| AppError::internal(fault.text(Lang::En)))?;
    Catalogue::carry(conn, unit_id, &file, hand.now, Some(hand))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_built_in_list_is_read_and_names_its_source() {
        let list = include_bytes!("../../../data/procedures.csv").to_vec();
        let file = Catalogue::read(list, &Wanted::default(), NaiveDateTime::default());
        let Ok(file) = file else {
            panic!("no list");
        };
        assert_eq!(file.outcome.refused, []);
        assert!(file.rows.len() > 10);
        for (line, told) in &file.rows {
            assert!(!told.procedure.basis.is_empty(), "line {line}");
            assert!(told.since.is_some(), "line {line}");
            assert_ne!(told.procedure.field, "other", "line {line}");
        }
    }
}
