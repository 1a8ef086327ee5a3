//! Files of a period, counted in groups.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use super::conduct::counts_against;
use crate::db::DbConn;
use crate::db::schema::{complaints, dossier_sources, dossiers, units};
use crate::dossiers::Dossier;
use crate::dossiers::dossier::Way;
use crate::dossiers::timing::Timing;
use crate::evaluation::files::File;
use crate::units::Scope;

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

/// Files with a result, or refused, of the units that the viewer may see, in a span.
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
            .and(dossiers::state.ne($crate::dossiers::State::Withdrawn.as_str()))
    };
}
pub(super) use ended_in;

/// Groups of files that are alike, with how many there are.
pub type Groups = BTreeMap<(Whose, File), u64>;

/// The files of a span (UTC) in the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn list_groups(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
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
    for (row, is_reported) in list_complained_of(conn, scope, span)? {
        let (whose, file) = read(row);
        let is_kept_here = !is_reported || !is_untold(&file);
        let file = File {
            is_kept_here,
            ..file
        };
        let complained_of = File {
            is_complained_of: true,
            ..file
        };
        move_files(&mut groups, &whose, (file, complained_of), 1);
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

/// Those with a complaint of an officer's conduct that counts, each once, and whether another program reported them.
fn list_complained_of(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
) -> QueryResult<Vec<(Row, bool)>> {
    let found: Vec<(i64, Row, Option<i64>)> = complaints::table
        .inner_join(
            dossiers::table.on(dossiers::unit_id
                .eq(complaints::unit_id)
                .and(dossiers::code.eq(complaints::dossier))),
        )
        .left_join(dossier_sources::table.on(dossier_sources::dossier_id.eq(dossiers::id)))
        .filter(counts_against!())
        .filter(ended_in!(scope, span))
        .select((
            dossiers::id,
            of_file!(),
            dossier_sources::dossier_id.nullable(),
        ))
        .distinct()
        .load(conn)?;
    let known = |(_, row, source): (i64, Row, Option<i64>)| (row, source.is_some());
    Ok(found.into_iter().map(known).collect())
}

/// Whether only a word of its desk could tell how often its applicant came.
fn is_untold(file: &File) -> bool {
    file.contacts.is_none() && file.supplements == 0
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
