//! Whether what was closed still is what the ballots give: `hailong verify` asks. Counts of dossiers and complaints move on
//! and are not counted anew.

use super::figures::Figures;
use crate::db::DbConn;
use crate::error::AppResult;
use crate::indices::{Closing, Span, list_all_closings, recount_share};

/// What is wrong with the closed periods, in words.
///
/// # Errors
/// The database refuses.
pub fn verify(conn: &mut DbConn) -> AppResult<Vec<String>> {
    let mut wrong = Vec::new();
    for closing in list_all_closings(conn)? {
        let mut found = closing.problems(conn)?;
        found.extend(told_otherwise(conn, &closing)?);
        let Span { from, to } = closing.span;
        let unit = closing.unit_id;
        let named = found.into_iter();
        wrong.extend(
            named.map(|what| format!("closed period {from} to {to} of unit {unit}: {what}")),
        );
    }
    Ok(wrong)
}

/// What the figures tell that the rest of the line, or the ballots themselves, do not.
fn told_otherwise(conn: &mut DbConn, closing: &Closing) -> AppResult<Option<&'static str>> {
    let Ok(figures) = serde_json::from_str::<Figures>(&closing.figures) else {
        return Ok(Some("its figures cannot be read"));
    };
    let is_of_it = figures.days == (closing.span.from, closing.span.to)
        && figures.period == closing.period
        && figures.cutoff == closing.cutoff
        && figures.ballots == closing.ballots;
    if !is_of_it {
        return Ok(Some("its figures are of other days or other ballots"));
    }
    let told = figures.overall().and_then(|line| line.share);
    let Some(told) = told.filter(|_| figures.files.is_empty()) else {
        return Ok(None);
    };
    let counted = recount_share(conn, closing, &figures.ground)?;
    Ok((counted != told).then_some("its index is not what the ballots give"))
}
