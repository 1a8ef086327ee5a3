//! Whether the counts of dossiers are what counting anew gives, whether every debt of an apology follows from its dossier,
//! and whether the numbers of apologies have no gap and no double.

use diesel::QueryResult;

use super::store::list_series;
use crate::db::DbConn;
use crate::dossiers::store::{list_wrong_debts, recount_tallies};

/// What differs, as sentences without personal data.
#[derive(Debug, Default)]
pub struct Findings {
    /// Counts of dossiers, and debts.
    pub dossiers: Vec<String>,
    /// Numbers.
    pub numbers: Vec<String>,
}

/// Looks at everything.
///
/// # Errors
/// The database refuses.
pub fn verify(conn: &mut DbConn) -> QueryResult<Findings> {
    let counts = recount_tallies(conn)?.into_iter().map(|(key, stored, counted)| {
        format!(
            "dossiers of unit {} in {}-{:02}, field '{}', {} {}: {stored} are stored, {counted} counted",
            key.unit_id, key.year, key.month, key.field, key.fact, key.days
        )
    });
    let debts = list_wrong_debts(conn)?.into_iter();
    let debts =
        debts.map(|code| format!("dossier {code}: the apology owed does not follow from it"));
    let wrong = list_series(conn)?
        .into_iter()
        .filter(|series| !series.is_whole());
    let numbers = wrong.map(|series| {
        format!(
            "apologies of unit {} in {}: {} letters, numbers {} to {}, {} given",
            series.unit_id, series.year, series.letters, series.first, series.last, series.given
        )
    });
    Ok(Findings {
        dossiers: counts.chain(debts).collect(),
        numbers: numbers.collect(),
    })
}
