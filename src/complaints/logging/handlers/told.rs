//! What to tell the caller, for whoever logged it: even where they may not open the case.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use diesel::QueryResult;

use super::super::pages::ToldPage;
use super::super::store::find_logged;
use crate::accounts::tasks::LogComplaints;
use crate::accounts::{Allowed, Part};
use crate::clock::Clock;
use crate::complaints::access::{Asked, ask, refuse};
use crate::complaints::case::Case;
use crate::complaints::sight::Sight;
use crate::complaints::store::{Contact, find_case, find_contact};
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::web::answer::html_page;
use crate::web::language::Lang;
use crate::web::public_url::Reach;

/// The number, and what to say. Whom the case names is kept from it as from the case itself.
///
/// # Errors
/// 401, 403; 404 for a case that the viewer did not log.
pub async fn show_told(
    viewer: Allowed<LogComplaints>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (sight, id) = (Sight::of(&viewer), id.into_inner());
    let told = db.read(move |conn| find_told(conn, &sight, id)).await?;
    let Some(told) = told else {
        let asked = Asked::to_read(id, &clock);
        let access = ask(&viewer, &db, asked, |_, _| Ok(())).await?;
        return refuse(&viewer, &access, lang);
    };
    let answers = reach.base.spoken_address("/answers");
    let page = ToldPage {
        case: &told.case,
        contact: &told.contact,
        twin: told.twin,
        may_open: told.may_open,
        answers: &answers,
    };
    let body = page.render(lang);
    let page = viewer.page(lang, &body.title, Part::Complaints);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// What is to be told.
struct Told {
    case: Case,
    contact: Contact,
    twin: Option<i64>,
    may_open: bool,
}

fn find_told(conn: &mut DbConn, sight: &Sight, id: i64) -> QueryResult<Option<Told>> {
    let Some(case) = find_logged(conn, sight, id)? else {
        return Ok(None);
    };
    let twin = match case.twin_id {
        Some(twin) => find_case(conn, sight, twin)?,
        None => None,
    };
    Ok(Some(Told {
        contact: find_contact(conn, &case)?.unwrap_or_default(),
        twin: twin.map(|twin| twin.id),
        may_open: find_case(conn, sight, id)?.is_some(),
        case,
    }))
}
