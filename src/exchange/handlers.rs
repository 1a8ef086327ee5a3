//! The page on which a province takes the files of its communes: what came from whom, and taking another.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use rust_i18n::t;

use super::import::{Order, Outcome, import};
use super::key::OwnKey;
use super::pages::ExchangePage;
use super::store::list_taken;
use crate::accounts::tasks::{Administer, TakeTallies};
use crate::accounts::{Allowed, Part, SignedFile, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

const PAGE: &str = "/admin/exchange";
/// Files listed at most.
const LISTED: i64 = 500;

/// What came from whom, up to which day; the own key; the form.
pub(super) async fn show(
    viewer: Allowed<TakeTallies>,
    db: Data<Db>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let nothing_wrong = (FieldErrors::default(), String::new());
    page(&viewer, &db, (StatusCode::OK, nothing_wrong), &done, lang).await
}

/// The address that takes a file shows the page as well.
pub(super) async fn back() -> HttpResponse {
    see_other(PAGE)
}

/// Takes a file. Sent twice, it is there once; one that is not taken is told with what to do.
pub(super) async fn take(
    file: SignedFile<TakeTallies>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedFile {
        viewer, id, bytes, ..
    } = file;
    let order = Order {
        above: Some(viewer.unit.clone()),
        trust: id.clone(),
        account_id: Some(viewer.account.id),
        now: clock.now(),
    };
    let wrong = if bytes.is_empty() {
        t!("exchange.no_file", locale = lang.code()).into_owned()
    } else {
        let content = String::from_utf8_lossy(&bytes).into_owned();
        match db.write(move |conn| import(conn, content, &order)).await? {
            Outcome::Taken { .. } => return Ok(see_other(&format!("{PAGE}?done=taken"))),
            Outcome::Known => return Ok(see_other(&format!("{PAGE}?done=known"))),
            Outcome::Refused(why) => why.text(lang),
        }
    };
    let wrong = (FieldErrors::one("file", wrong), id);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    page(&viewer, &db, (status, wrong), &Done::default(), lang).await
}

async fn page(
    viewer: &Viewer,
    db: &Db,
    (status, (errors, trust)): (StatusCode, (FieldErrors, String)),
    done: &Done,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let key = db.write(OwnKey::find_or_make).await?;
    let scope = viewer.scope();
    let files = db
        .read(move |conn| Ok::<_, AppError>(list_taken(conn, &scope, LISTED)?))
        .await?;
    let (address, name) = match viewer.may::<Administer>() {
        true => ("/admin", t!("accounts.nav.admin", locale = lang.code())),
        false => ("/indices", t!("indices.title", locale = lang.code())),
    };
    let view = ExchangePage {
        parent: (address, &name),
        files: &files,
        fingerprint: &key.public().fingerprint(),
        trust: &trust,
        errors: &errors,
        csrf: &viewer.csrf,
    };
    let body = view.render(lang);
    let page = viewer.page(lang, &body.title, Part::Admin);
    let page = done.on(page, "exchange", &["taken", "known"]);
    Ok(html_page(status, &page, body.markup))
}
