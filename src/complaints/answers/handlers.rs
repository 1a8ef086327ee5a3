//! Public addresses: nobody needs to be signed in, and nothing about anybody is told.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get};
use rust_i18n::t;

use super::asked::{Asked, Part};
use super::feed::{ENTRIES, feed};
use super::pages::list::ListPage;
use super::pages::one::{answer_page, none_page};
use super::pages::sheet::bulletin;
use super::store;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppResult;
use crate::units::Scope;
use crate::web::answer::html_page;
use crate::web::caching::{Keep, Known, unless_known};
use crate::web::language::Lang;
use crate::web::layout::{Body, Page, Site, document};
use crate::web::public_url::Reach;

/// Content type of pages.
const HTML: &str = "text/html; charset=utf-8";
/// Answers of one bulletin at most.
const BULLETIN: i64 = 5;

/// Mounts the public pages.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/answers", get().to(show_list))
        .route("/answers/feed.atom", get().to(show_feed))
        .route("/answers/notice", get().to(show_bulletin))
        .route("/answers/{number}", get().to(show_answer));
}

/// The published answers, newest first, or those that have some words; and the way to one's own report.
///
/// # Errors
/// 404 for a unit that does not exist.
async fn show_list(
    db: Data<Db>,
    site: Data<Site>,
    asked: Query<Asked>,
    known: Known,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let part = asked.into_inner().find(&db).await?;
    let body = ListPage { part: &part, lang }.render();
    let page = public_page(&site, lang, &body.title, &part);
    let whole = document(&page, body.markup).into_string();
    Ok(unless_known(known, (HTML, Keep::Browser), whole))
}

/// One published answer; or, where there is none of this number, how its citizen sees it.
///
/// # Errors
/// No way to the database.
async fn show_answer(
    db: Data<Db>,
    site: Data<Site>,
    number: Path<String>,
    known: Known,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let number: Option<i64> = number.parse().ok();
    let found = db
        .read(move |conn| match number {
            Some(number) => store::find_published(conn, &Scope::everything(), number),
            None => Ok(None),
        })
        .await?;
    let Some(answer) = found else {
        let Body { title, markup } = none_page(number, lang);
        let page = styled(&site, lang, &title);
        return Ok(html_page(StatusCode::NOT_FOUND, &page, markup));
    };
    let body = answer_page(&answer, lang);
    let page = styled(&site, lang, &body.title).of_unit(&answer.unit);
    let whole = document(&page, body.markup).into_string();
    Ok(unless_known(known, (HTML, Keep::Browser), whole))
}

/// The newest answers for other programs.
///
/// # Errors
/// 404 for a unit that does not exist.
async fn show_feed(
    db: Data<Db>,
    asked: Query<Asked>,
    reach: Reach,
    known: Known,
) -> AppResult<HttpResponse> {
    let part = asked.into_inner().find_newest(&db, ENTRIES).await?;
    let kind = ("application/atom+xml; charset=utf-8", Keep::Anybody);
    Ok(unless_known(known, kind, feed(&part, &reach.base)))
}

/// Recent answers on A4, for the wall of the office or of a hamlet's house.
///
/// # Errors
/// 404 for a unit that does not exist.
async fn show_bulletin(
    db: Data<Db>,
    clock: Data<Clock>,
    asked: Query<Asked>,
    known: Known,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let part = asked.into_inner().find_newest(&db, BULLETIN).await?;
    let whole = bulletin(&part, clock.today(), lang).into_string();
    Ok(unless_known(known, (HTML, Keep::Browser), whole))
}

fn public_page(site: &Site, lang: Lang, title: &str, part: &Part) -> Page {
    let unit = part.speaker.as_ref().map_or("", |unit| unit.name.as_str());
    let feed = part.address("/answers/feed.atom", &[]);
    let name = t!("answers.title", locale = lang.code());
    styled(site, lang, title)
        .of_unit(unit)
        .with_feed(&feed, name)
}

fn styled(site: &Site, lang: Lang, title: &str) -> Page {
    let mut page = Page::public(lang, title).with_sheet("answers.css");
    page.sample = site.sample;
    page
}
