//! What `hailong verify` finds in the exchange: every file is as it was signed, the counts are those of the newest ones,
//! and what was told outside adds up to what was told of the own counts.

use std::collections::BTreeMap;

use super::file::Opened;
use super::import::counts_of;
use super::store::{self, ForeignFile};
use crate::db::DbConn;
use crate::error::AppResult;
use crate::survey::store::list_questionnaires;

/// What differs, one line each. Nothing if all is well.
///
/// # Errors
/// The database cannot be read.
pub fn verify(conn: &mut DbConn) -> AppResult<Vec<String>> {
    let mut problems = Vec::new();
    let rows = list_questionnaires(conn)?;
    let ids: BTreeMap<String, i64> = rows.into_iter().map(|(id, name, _)| (name, id)).collect();
    let mut newest = BTreeMap::new();
    for (file, code) in store::list_files(conn)? {
        let name = format!("the file of unit {code}, {}, number {}", file.year, file.id);
        let read = Opened::read(file.content.clone());
        let fits = read
            .as_ref()
            .is_ok_and(|opened| is_of(&file, &code, opened));
        if !fits {
            problems.push(format!("foreign_files: {name} is not what was signed"));
        }
        newest.insert((file.unit_id, file.year), (name, read.ok()));
    }
    let mut counted = 0;
    for ((unit_id, year), (name, opened)) in newest {
        let stored = store::list_stored(conn, unit_id, year)?;
        counted += i64::try_from(stored.len()).unwrap_or(i64::MAX);
        let told = opened.and_then(|opened| counts_of(&opened.payload, &ids));
        if told.as_ref() != Some(&stored) {
            problems.push(format!("foreign_tally_months: not as {name} tells"));
        }
    }
    if store::count_stored(conn)? != counted {
        problems.push("foreign_tally_months: counts that no file tells".to_owned());
    }
    let wrong = store::list_wrongly_told(conn)?;
    problems.extend(wrong.into_iter().map(|code| {
        format!("told_groups: unit {code}: what was told is not what was told of its counts")
    }));
    Ok(problems)
}

/// Whether the columns beside a file say what is in it.
fn is_of(file: &ForeignFile, code: &str, opened: &Opened) -> bool {
    let payload = &opened.payload;
    opened.sha256 == file.sha256
        && opened.key.to_string() == file.issuer
        && payload.unit.code == code
        && (payload.year, payload.until) == (file.year, file.until)
        && payload.made_at == file.made_at
        && (payload.ballots, payload.untold) == (file.ballots, file.untold)
}
