//! What a file is worth, on its own page: the five indicators of files, once it has ended.

use diesel::QueryResult;
use maud::Markup;

use super::files::File;
use super::pages::FileTable;
use super::store;
use crate::accounts::Viewer;
use crate::accounts::tasks::JudgeOfficers;
use crate::complaints::Sight;
use crate::complaints::store::find_case;
use crate::db::DbConn;
use crate::dossiers::{Dossier, State};
use crate::web::language::Lang;

/// The points of a file with the reason of each; nothing while it is open, or where its applicant took it back. Whether
/// somebody complained is told to leaders alone, and to them of what they may see: nobody learns here of a complaint that
/// is kept from them.
///
/// # Errors
/// The database refuses.
pub fn beside(
    conn: &mut DbConn,
    viewer: &Viewer,
    dossier: &Dossier,
    lang: Lang,
) -> QueryResult<Markup> {
    if dossier.state.is_open() || dossier.state == State::Withdrawn {
        return Ok(Markup::default());
    }
    let complaints = match viewer.may::<JudgeOfficers>() {
        true => Some(list_seen(conn, &Sight::of(viewer), dossier)?),
        false => None,
    };
    let file = File {
        is_kept_here: !store::is_reported(conn, dossier)?,
        is_complained_of: complaints.as_ref().is_some_and(|seen| !seen.is_empty()),
        ..File::of(dossier)
    };
    let table = FileTable { file, complaints };
    Ok(table.render(lang))
}

fn list_seen(conn: &mut DbConn, sight: &Sight, dossier: &Dossier) -> QueryResult<Vec<i64>> {
    let mut seen = Vec::new();
    for id in store::list_against_file(conn, dossier)? {
        if find_case(conn, sight, id)?.is_some() {
            seen.push(id);
        }
    }
    Ok(seen)
}
