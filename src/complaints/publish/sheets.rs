//! A published answer for the wall and for the loudspeaker. Both are made from the published words only, so that
//! nothing that was blanked comes back.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use rust_i18n::t;

use super::pages::loudspeaker;
use crate::accounts::tasks::PublishAnswers;
use crate::accounts::{Allowed, Part, Viewer};
use crate::clock::Clock;
use crate::complaints::access::{Access, Asked, ask, refuse};
use crate::complaints::answers::store::{Published, find_published};
use crate::complaints::answers::{Notice, notice_sheet};
use crate::db::Db;
use crate::error::AppResult;
use crate::links::qr::{Qr, Strength};
use crate::web::answer::{html_page, see_other};
use crate::web::language::Lang;
use crate::web::public_url::Reach;

/// The notice on A4.
///
/// # Errors
/// 403 for other roles, 404 for a case that the viewer may not see.
pub async fn show_notice(
    viewer: Allowed<PublishAnswers>,
    db: Data<Db>,
    clock: Data<Clock>,
    number: Path<i64>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let number = number.into_inner();
    let answer = match find_answer(&db, &viewer, Asked::to_read(number, &clock)).await? {
        Access::Open(Some(answer)) => answer,
        Access::Open(None) => return Ok(see_other(&format!("/complaints/{number}/publish"))),
        other => return refuse(&viewer, &other, lang),
    };
    let address = reach.base.capital_address(&format!("/answers/{number}"));
    let title = t!("publish.title", locale = lang.code(), number = number);
    let sheet = notice_sheet(&Notice {
        unit: &answer.unit.clone(),
        answers: &[answer],
        qr: Qr::new(&address, Strength::Paper)?.svg(),
        today: clock.today(),
        back: (&format!("/complaints/{number}/publish"), &title),
        lang,
    });
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(sheet.into_string()))
}

/// The text for the loudspeaker, to be changed and copied.
///
/// # Errors
/// 403 for other roles, 404 for a case that the viewer may not see.
pub async fn show_loudspeaker(
    viewer: Allowed<PublishAnswers>,
    db: Data<Db>,
    clock: Data<Clock>,
    number: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let number = number.into_inner();
    let answer = match find_answer(&db, &viewer, Asked::to_read(number, &clock)).await? {
        Access::Open(Some(answer)) => answer,
        Access::Open(None) => return Ok(see_other(&format!("/complaints/{number}/publish"))),
        other => return refuse(&viewer, &other, lang),
    };
    let body = loudspeaker::page(&answer, lang);
    let page = viewer.page(lang, &body.title, Part::Complaints);
    let page = page.with_sheet("answers.css");
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// What is published of a case that the viewer may see.
async fn find_answer(
    db: &Db,
    viewer: &Viewer,
    asked: Asked,
) -> AppResult<Access<Option<Published>>> {
    let scope = viewer.scope();
    ask(viewer, db, asked, move |conn, case| {
        Ok(find_published(conn, &scope, case.id)?)
    })
    .await
}
