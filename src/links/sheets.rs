//! Drawings of a link as files, and the sheets that are printed and hung up.

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use maud::Markup;
use serde::Deserialize;

use super::handlers::find_link_in_use;
use super::link::PrintableLink;
use super::pages::print::{Paper, PrintPage};
use super::qr::{Qr, Strength};
use crate::accounts::Allowed;
use crate::accounts::tasks::PrintLinks;
use crate::db::Db;
use crate::error::AppResult;
use crate::web::language::{Lang, language_of};
use crate::web::public_url::Reach;

/// Pixels on a side of a downloaded PNG: 10 cm at 300 to the inch.
const PNG_SIZE: u32 = 1181;

/// The QR as SVG.
///
/// # Errors
/// 404 for a link that the viewer may not see or that is withdrawn.
pub async fn qr_svg(
    viewer: Allowed<PrintLinks>,
    db: Data<Db>,
    id: Path<i64>,
    reach: Reach,
) -> AppResult<HttpResponse> {
    let link = find_link_in_use(&viewer, &db, id.into_inner()).await?;
    let drawing = qr_of(&link, &reach)?.svg_file();
    Ok(attachment(&link, "svg", "image/svg+xml").body(drawing))
}

/// The QR as PNG.
///
/// # Errors
/// 404 for a link that the viewer may not see or that is withdrawn.
pub async fn qr_png(
    viewer: Allowed<PrintLinks>,
    db: Data<Db>,
    id: Path<i64>,
    reach: Reach,
) -> AppResult<HttpResponse> {
    let link = find_link_in_use(&viewer, &db, id.into_inner()).await?;
    let drawing = qr_of(&link, &reach)?.png(PNG_SIZE)?;
    Ok(attachment(&link, "png", "image/png").body(drawing))
}

/// The A4 poster.
///
/// # Errors
/// 404 for a link that the viewer may not see or that is withdrawn.
pub async fn poster(
    viewer: Allowed<PrintLinks>,
    db: Data<Db>,
    id: Path<i64>,
    reach: Reach,
    request: HttpRequest,
) -> AppResult<Markup> {
    let link = find_link_in_use(&viewer, &db, id.into_inner()).await?;
    sheet(&link, &reach, Paper::Poster, &request)
}

/// What the address of the card may carry.
#[derive(Deserialize)]
pub struct CardQuery {
    paper: Option<String>,
}

/// The card for the counter: one on A6, or four on A4 with lines to cut along.
///
/// # Errors
/// 404 for a link that the viewer may not see or that is withdrawn.
pub async fn card(
    viewer: Allowed<PrintLinks>,
    db: Data<Db>,
    id: Path<i64>,
    query: Query<CardQuery>,
    reach: Reach,
    request: HttpRequest,
) -> AppResult<Markup> {
    let link = find_link_in_use(&viewer, &db, id.into_inner()).await?;
    let paper = match query.paper.as_deref() {
        Some("a4") => Paper::FourCards,
        _ => Paper::Card,
    };
    sheet(&link, &reach, paper, &request)
}

/// A sheet speaks to citizens: in Vietnamese unless its own address asks for another language, whatever language the
/// person who prints reads.
fn sheet(
    link: &PrintableLink,
    reach: &Reach,
    paper: Paper,
    request: &HttpRequest,
) -> AppResult<Markup> {
    let page = PrintPage {
        link,
        reach,
        paper,
        qr: qr_of(link, reach)?.svg(),
        reader: Lang::in_query(request.query_string()).unwrap_or(Lang::Vi),
        lang: language_of(request),
    };
    Ok(page.render())
}

fn qr_of(link: &PrintableLink, reach: &Reach) -> AppResult<Qr> {
    Qr::new(&reach.base.capital_address(&link.path()), Strength::Paper)
}

fn attachment(link: &PrintableLink, extension: &str, kind: &str) -> HttpResponseBuilder {
    let name = format!("{}.{extension}", link.file_stem());
    let mut response = HttpResponse::Ok();
    response
        .content_type(kind)
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(name)],
        });
    response
}
