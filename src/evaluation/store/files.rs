//! Files of a period, counted in groups.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use super::conduct::Against;
use crate::db::DbConn;
use crate::db::schema::{dossier_sources, dossiers, units};
use crate::dossiers::dossier::Way;
use crate::dossiers::timing::Timing;
use crate::dossiers::{Dossier, State};
use crate::evaluation::files::File;
use crate::units::Scope;

/// Codes that are looked for at a time.
const CODES: usize = 500;

/// Whose a file is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whose {
    /// The unit.
    pub unit_id: i64,
    /// The account of the officer, if any.
    pub officer_id: Option<i64>,
    /// Name of an officer without an account, or empty.
    pub officer_name: String,
}

type Row = (
    i64,
    Option<i64>,
    String,
    String,
    i32,
    Option<i32>,
    Option<i32>,
    String,
);

macro_rules! of_file {
    () => {
        (
            dossiers::unit_id,
            dossiers::officer_id,
            dossiers::officer_name,
            dossiers::timing,
            dossiers::supplements,
            dossiers::contacts,
            dossiers::agencies,
            dossiers::way,
        )
    };
}

/// Files with a result, or refused, in a span, of the units that the viewer may see.
macro_rules! ended_in {
    ($scope:expr, $span:expr) => {
        dossiers::unit_id
            .eq_any(
                units::table
                    .filter(units::path.like($scope.pattern()))
                    .select(units::id),
            )
            .and(dossiers::ended_at.assume_not_null().ge($span.start))
            .and(dossiers::ended_at.assume_not_null().lt($span.end))
            .and(dossiers::state.ne(State::Withdrawn.as_str()))
    };
}

/// Groups of files that are alike, with how many there are.
pub type Groups = BTreeMap<(Whose, File), u64>;

/// The files of a span (UTC) in the units that the viewer may see; `against` are the complaints of conduct against them.
///
/// # Errors
/// The database refuses.
pub fn list_groups(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
    against: &[Against],
) -> QueryResult<Groups> {
    let all: Vec<(Row, i64)> = dossiers::table
        .filter(ended_in!(scope, span))
        .group_by(of_file!())
        .select((of_file!(), count_star()))
        .load(conn)?;
    let mut groups = Groups::new();
    for (row, files) in all {
        *groups.entry(read(row)).or_default() += u64::try_from(files).unwrap_or(0);
    }
    for (row, files) in list_reported(conn, scope, span)? {
        let (whose, file) = read(row);
        let reported = File {
            is_kept_here: false,
            ..file
        };
        let files = u64::try_from(files).unwrap_or(0);
        move_files(&mut groups, &whose, (file, reported), files);
    }
    let counted = against.iter().filter(|one| !one.is_untrue);
    let by_dossier: BTreeMap<i64, &Against> = counted.map(|one| (one.dossier_id, one)).collect();
    for one in by_dossier.into_values() {
        let (whose, file) = &one.file;
        let complained_of = File {
            is_complained_of: true,
            ..*file
        };
        move_files(&mut groups, whose, (*file, complained_of), 1);
    }
    Ok(groups)
}

/// Whether another program reported a file.
///
/// # Errors
/// The database refuses.
pub fn is_reported(conn: &mut DbConn, dossier: &Dossier) -> QueryResult<bool> {
    let source = dossier_sources::table.filter(dossier_sources::dossier_id.eq(dossier.id));
    diesel::select(exists(source)).get_result(conn)
}

/// Those of another program that does not tell how often the applicant contacted the desk.
fn list_reported(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
) -> QueryResult<Vec<(Row, i64)>> {
    dossiers::table
        .inner_join(dossier_sources::table.on(dossier_sources::dossier_id.eq(dossiers::id)))
        .filter(ended_in!(scope, span))
        .filter(dossiers::contacts.is_null())
        .filter(dossiers::supplements.eq(0))
        .group_by(of_file!())
        .select((of_file!(), count_star()))
        .load(conn)
}

/// Files by code: row, and what is known of each.
pub(super) type ByCode = BTreeMap<String, (i64, (Whose, File))>;

/// The files of a span (UTC) that a unit has under these codes.
///
/// # Errors
/// The database refuses.
pub(super) fn find_files(
    conn: &mut DbConn,
    unit_id: i64,
    codes: &[&str],
    span: &Range<NaiveDateTime>,
) -> QueryResult<ByCode> {
    let mut files = ByCode::new();
    for codes in codes.chunks(CODES) {
        // By code alone: a span would lead the database through all files of the unit in it.
        let found: Vec<(Dossier, Option<i64>)> = dossiers::table
            .left_join(dossier_sources::table.on(dossier_sources::dossier_id.eq(dossiers::id)))
            .filter(dossiers::unit_id.eq(unit_id))
            .filter(dossiers::code.eq_any(codes))
            .select((Dossier::as_select(), dossier_sources::dossier_id.nullable()))
            .load(conn)?;
        let ended = |(dossier, _): &(Dossier, Option<i64>)| {
            let is_within = dossier.ended_at.is_some_and(|at| span.contains(&at));
            is_within && dossier.state != State::Withdrawn
        };
        for (dossier, source) in found.into_iter().filter(ended) {
            // Only a word of the other program could tell how often its applicant came.
            let is_untold = dossier.contacts.is_none() && dossier.supplements == 0;
            let file = File {
                is_kept_here: source.is_none() || !is_untold,
                ..File::of(&dossier)
            };
            let whose = Whose {
                unit_id,
                officer_id: dossier.officer_id,
                officer_name: dossier.officer_name,
            };
            files.insert(dossier.code, (dossier.id, (whose, file)));
        }
    }
    Ok(files)
}

/// Makes so many files of one group files of another.
fn move_files(groups: &mut Groups, whose: &Whose, (from, to): (File, File), files: u64) {
    if let Some(left) = groups.get_mut(&(whose.clone(), from)) {
        let moved = files.min(*left);
        *left -= moved;
        *groups.entry((whose.clone(), to)).or_default() += moved;
    }
}

fn read(row: Row) -> (Whose, File) {
    let (unit_id, officer_id, officer_name, timing, supplements, contacts, agencies, way) = row;
    let whose = Whose {
        unit_id,
        officer_id,
        officer_name,
    };
    let file = File {
        timing: timing.parse().unwrap_or(Timing::Unknown),
        supplements,
        contacts,
        agencies,
        is_kept_here: true,
        is_online: way == Way::Online.as_str(),
        is_complained_of: false,
    };
    (whose, file)
}
