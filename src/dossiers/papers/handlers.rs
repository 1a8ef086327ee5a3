//! Showing a slip, ready to be printed.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use diesel::QueryResult;
use serde::Deserialize;

use super::Paper;
use super::pages::{Sheet, Size, render};
use crate::accounts::Allowed;
use crate::accounts::tasks::HandleDossiers;
use crate::db::{Db, DbConn};
use crate::dossiers::letterhead::letterhead_of;
use crate::dossiers::steps::Ground;
use crate::dossiers::store;
use crate::error::{AppError, AppResult};
use crate::units::Scope;
use crate::web::language::Lang;

/// What the address may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PaperQuery {
    /// `a4`; A5 otherwise, as the forms have it.
    size: Option<String>,
}

/// A slip of a dossier.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see, one whose applicant was erased, or a slip that it does not
/// have.
pub async fn show_paper(
    viewer: Allowed<HandleDossiers>,
    db: Data<Db>,
    path: Path<(i64, String)>,
    query: Query<PaperQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (id, paper) = path.into_inner();
    let paper: Paper = paper.parse().map_err(|_| AppError::NotFound)?;
    let scope = viewer.scope();
    let sheet = db
        .snapshot(move |conn| find_sheet(conn, &scope, id, paper))
        .await?
        .ok_or(AppError::NotFound)?;
    let size = match query.size.as_deref() {
        Some("a4") => Size::A4,
        _ => Size::A5,
    };
    let page = render(&sheet, size, lang).into_string();
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page))
}

fn find_sheet(
    conn: &mut DbConn,
    scope: &Scope,
    id: i64,
    paper: Paper,
) -> QueryResult<Option<Sheet>> {
    let Some(dossier) = store::find_dossier(conn, scope, id)? else {
        return Ok(None);
    };
    let Some(application) = store::find_application(conn, id)? else {
        return Ok(None);
    };
    let events = store::list_events(conn, id)?;
    let mut newest_first = events.into_iter().rev();
    let event = newest_first.find(|event| event.action == paper.step().as_str());
    let Some(event) = event else { return Ok(None) };
    let ground = Ground::find(conn, dossier.unit_id)?;
    let line = store::list_line(conn, &ground.unit)?;
    Ok(Some(Sheet {
        paper,
        letterhead: letterhead_of(&ground.rules, &line),
        closes: ground.rules.hours.afternoon.1,
        hotline: ground.unit.hotline,
        dossier,
        application,
        event,
    }))
}
