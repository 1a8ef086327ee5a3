//! Questionnaires as rows: each version gets its row at the first start that knows it, and keeps it.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{ballots, questionnaires};
use crate::error::{AppError, AppResult};
use crate::on_each;
use crate::survey::questionnaire::Catalogue;

/// Stores the questionnaires that are new and returns the row of each version. A wording may still change while
/// no ballot uses it.
///
/// # Errors
/// The built-in wording of a version differs from the one that ballots answered.
pub fn sync_questionnaires(
    conn: &mut DbConn,
    catalogue: &Catalogue,
    now: NaiveDateTime,
) -> AppResult<HashMap<String, i64>> {
    let mut rows = HashMap::new();
    for questionnaire in &catalogue.questionnaires {
        let definition = serde_json::to_string(questionnaire).map_err(AppError::internal)?;
        let id = sync_one(conn, &questionnaire.version, &definition, now)?;
        rows.insert(questionnaire.version.clone(), id);
    }
    Ok(rows)
}

/// Row, version and wording of every questionnaire.
///
/// # Errors
/// The database refuses.
pub fn list_questionnaires(conn: &mut DbConn) -> QueryResult<Vec<(i64, String, String)>> {
    questionnaires::table
        .select((
            questionnaires::id,
            questionnaires::version,
            questionnaires::definition,
        ))
        .load(conn)
}

fn sync_one(
    conn: &mut DbConn,
    version: &str,
    definition: &str,
    now: NaiveDateTime,
) -> AppResult<i64> {
    let row = (
        questionnaires::version.eq(version),
        questionnaires::definition.eq(definition),
        questionnaires::created_at.eq(now),
    );
    on_each!(conn, |c| diesel::insert_into(questionnaires::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    let (id, stored): (i64, String) = questionnaires::table
        .filter(questionnaires::version.eq(version))
        .select((questionnaires::id, questionnaires::definition))
        .first(conn)?;
    if stored == definition {
        return Ok(id);
    }
    let used = diesel::select(diesel::dsl::exists(
        ballots::table.filter(ballots::questionnaire_id.eq(id)),
    ))
    .get_result::<bool>(conn)?;
    if used {
        return Err(AppError::Conflict(format!(
            "questionnaire {version} has answers and is frozen, but this program has another wording: \
             give the new wording a new version"
        )));
    }
    diesel::update(questionnaires::table.find(id))
        .set(questionnaires::definition.eq(definition))
        .execute(conn)?;
    Ok(id)
}
