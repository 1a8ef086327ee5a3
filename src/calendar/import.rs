//! Importing years from a file: it is taken whole or, with every bad cell named, not at all.

use super::store;
use super::table::plans_of;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::rows::{ImportReport, Refusal, Rows};
use crate::web::language::Lang;

/// Stores the years of a table in the place of what was known of them.
///
/// # Errors
/// The database refuses; a bad table is no error but a report.
pub fn import_calendar(
    db: &Db,
    clock: &Clock,
    table: Result<Rows, Refusal>,
) -> AppResult<ImportReport> {
    let table = match table {
        Ok(table) => table,
        Err(refusal) => {
            return Ok(ImportReport {
                refused: vec![refusal],
                ..ImportReport::default()
            });
        }
    };
    let mut report = ImportReport {
        rows: table.count(),
        unread_sheets: table.unread().to_vec(),
        ..ImportReport::default()
    };
    match plans_of(&table, Lang::En) {
        Ok(plans) => {
            let now = clock.now();
            db.write_blocking(|conn| {
                let mut plans = plans.iter();
                plans.try_for_each(|plan| store::replace_year(conn, plan, now))?;
                Ok::<_, AppError>(())
            })?;
            report.taken = report.rows;
        }
        Err(refused) => report.refused = refused,
    }
    Ok(report)
}
