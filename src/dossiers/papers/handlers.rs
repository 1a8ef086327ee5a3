//! Showing a slip, ready to be printed.

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{Data, Path, Query};
use diesel::QueryResult;
use rust_i18n::t;
use serde::Deserialize;

use super::Paper;
use super::pages::{Rating, Sheet, Size, render};
use crate::accounts::tasks::HandleDossiers;
use crate::accounts::{Allowed, SignedForm};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::dossiers::letterhead::letterhead_of;
use crate::dossiers::state::{State, Step};
use crate::dossiers::steps::{Ground, take_step};
use crate::dossiers::store::{self, Entry};
use crate::error::{AppError, AppResult};
use crate::links::qr::{Qr, Strength};
use crate::survey::slips;
use crate::units::Scope;
use crate::web::language::Lang;
use crate::web::public_url::Reach;

/// What the address may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PaperQuery {
    /// `a4`; A5 otherwise, as the forms have it.
    size: Option<String>,
}

/// The receipt with a QR of its own, by which the applicant rates once the result is returned. Each print has a new one:
/// only its hash is kept, and the one that was printed before rates no more. After the result none is made, because
/// nobody can know whether the former one has rated.
///
/// # Errors
/// As `show_paper`.
pub async fn make_receipt(
    form: SignedForm<HandleDossiers>,
    db: Data<Db>,
    id: Path<i64>,
    query: Query<PaperQuery>,
    (reach, clock): (Reach, Data<Clock>),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, id) = (form.viewer.scope(), id.into_inner());
    let (by, now) = (form.viewer.account.id, clock.now());
    let printed = t!("dossiers.printed_code", locale = lang.code());
    let made = db
        .write(move |conn| {
            let Some(sheet) = find_sheet(conn, &scope, id, Paper::Receipt)? else {
                return Ok::<_, diesel::result::Error>(None);
            };
            let has_no_answer =
                sheet.dossier.state.is_open() || sheet.dossier.state == State::Ready;
            // Held, so that no answer is given meanwhile: it would open the code that this one takes the place of.
            let token = match has_no_answer && store::hold_dossier(conn, &sheet.dossier)? {
                true => {
                    // Whoever prints a second one to keep it leaves a trace of that.
                    let entry = Entry::now(by, Step::Note, &printed, now);
                    take_step(conn, &sheet.dossier, &entry, |_| {})?;
                    Some(slips::issue(conn, sheet.dossier.unit_id, None, id)?)
                }
                false => None,
            };
            Ok(Some((sheet, token)))
        })
        .await?;
    let (mut sheet, token) = made.ok_or(AppError::NotFound)?;
    sheet.rating = match token {
        Some(token) => Some(Rating {
            qr: Qr::new(&reach.base.capital_address(&token.path()), Strength::Paper)?.svg(),
            token: token.to_string(),
            address: reach.base.spoken_address("/d"),
        }),
        None => None,
    };
    Ok(paper_page(&sheet, &query, lang))
}

/// The receipt without a QR: looking at it makes none.
///
/// # Errors
/// As `show_paper`.
pub async fn show_receipt(
    viewer: Allowed<HandleDossiers>,
    db: Data<Db>,
    id: Path<i64>,
    query: Query<PaperQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let path = Path::from((id.into_inner(), Paper::Receipt.to_string()));
    show_paper(viewer, db, path, query, lang).await
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
    Ok(paper_page(&sheet, &query, lang))
}

fn paper_page(sheet: &Sheet, query: &PaperQuery, lang: Lang) -> HttpResponse {
    let size = match query.size.as_deref() {
        Some("a4") => Size::A4,
        _ => Size::A5,
    };
    let page = render(sheet, size, lang).into_string();
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(page)
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
        rating: None,
    }))
}
