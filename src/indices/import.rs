//! Importing baselines: a file that has a bad row is refused whole or taken without it, as the caller says,
//! and the report names every refused row.

use super::baseline;
use super::store::{self, Stored};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::rows::{ImportReport, OnError, Refusal, Rows};

/// Stores the figures of a table as baselines, in one transaction. Repeating an import changes nothing.
///
/// # Errors
/// The database refuses; a bad table is no error but a report.
pub fn import_baselines(
    db: &Db,
    table: Result<Rows, Refusal>,
    on_error: OnError,
) -> AppResult<ImportReport> {
    let read = table.and_then(|table| {
        let parsed = baseline::parse(&table)?;
        Ok((table, parsed))
    });
    let (table, (figures, refused)) = match read {
        Ok(read) => read,
        Err(refusal) => {
            return Ok(ImportReport {
                refused: vec![refusal],
                ..ImportReport::default()
            });
        }
    };
    let mut report = ImportReport {
        rows: table.count(),
        refused,
        unread_sheets: table.unread().to_vec(),
        ..ImportReport::default()
    };
    if on_error == OnError::Refuse && !report.refused.is_empty() {
        return Ok(report);
    }
    let stored = db.write_blocking(|conn| {
        let store = |figure| store::replace_baseline(conn, figure);
        Ok::<_, AppError>(figures.iter().map(store).collect::<Result<Vec<_>, _>>()?)
    })?;
    report.known = stored.iter().filter(|kind| **kind == Stored::Known).count();
    report.taken = stored.len() - report.known;
    Ok(report)
}
