//! What to tell the caller, for whoever logged it: even where they may not open the case.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::super::pages::ToldPage;
use super::super::store::find_logged;
use crate::accounts::tasks::LogComplaints;
use crate::accounts::{Allowed, Part};
use crate::complaints::sight::Sight;
use crate::complaints::store::{find_case, find_contact};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::answer::html_page;
use crate::web::language::Lang;
use crate::web::public_url::Reach;

/// The number, and what to say.
///
/// # Errors
/// 401, 403; 404 for a case that the viewer did not log.
pub async fn show_told(
    viewer: Allowed<LogComplaints>,
    db: Data<Db>,
    id: Path<i64>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (sight, id) = (Sight::of(&viewer), id.into_inner());
    let (case, contact, may_open) = db
        .read(move |conn| {
            let case = find_logged(conn, &sight, id)?.ok_or(diesel::result::Error::NotFound)?;
            let contact = find_contact(conn, &case)?.unwrap_or_default();
            let may_open = find_case(conn, &sight, id)?.is_some();
            Ok::<_, AppError>((case, contact, may_open))
        })
        .await?;
    let answers = reach.base.spoken_address("/answers");
    let page = ToldPage {
        case: &case,
        contact: &contact,
        may_open,
        answers: &answers,
    };
    let body = page.render(lang);
    let page = viewer.page(lang, &body.title, Part::Complaints);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}
