//! What the files of each officer are worth. Whoever leads the unit reads it, and nobody else: neither who leads a unit
//! above that has a leader of its own, nor an observer, nor a colleague.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::files::Files;
use super::reading::Ground;
use super::store::{self, Whose};
use crate::accounts::Viewer;
use crate::accounts::tasks::JudgeOfficers;
use crate::db::DbConn;
use crate::units::Unit;
use crate::vietnamese::fold;

/// One officer.
#[derive(Clone, Debug)]
pub struct Officer {
    /// The name; nothing for files of which it is not noted who worked on them.
    pub name: Option<String>,
    /// The files.
    pub files: Files,
}

/// Whether somebody leads a unit: their own, or one directly below it without a leader of its own.
///
/// # Errors
/// The database refuses.
pub fn leads(conn: &mut DbConn, viewer: &Viewer, unit: &Unit) -> QueryResult<bool> {
    if !viewer.may::<JudgeOfficers>() {
        return Ok(false);
    }
    if unit.id == viewer.unit.id {
        return Ok(true);
    }
    let is_below = unit.parent_id == Some(viewer.unit.id);
    Ok(is_below && store::count_leaders(conn, unit.id)? == 0)
}

/// The officers of a unit's own files, by name.
///
/// # Errors
/// The database refuses.
pub fn list_officers(conn: &mut DbConn, ground: &Ground, unit: &Unit) -> QueryResult<Vec<Officer>> {
    let mut by_officer: BTreeMap<&Whose, Files> = BTreeMap::new();
    for (whose, file, count) in ground.files_of(unit.id) {
        by_officer.entry(whose).or_default().add(file, count);
    }
    let ids: Vec<i64> = by_officer
        .keys()
        .filter_map(|whose| whose.officer_id)
        .collect();
    let names = store::list_officer_names(conn, &ids)?;
    let name = |whose: &Whose| match whose.officer_id {
        Some(id) => names.get(&id).cloned(),
        None => Some(whose.officer_name.clone()).filter(|name| !name.is_empty()),
    };
    let mut officers: Vec<Officer> = by_officer
        .into_iter()
        .map(|(whose, files)| Officer {
            name: name(whose),
            files,
        })
        .collect();
    officers.sort_by_cached_key(|officer| {
        let folded = officer.name.as_deref().map(fold);
        (folded.is_none(), folded)
    });
    Ok(officers)
}
