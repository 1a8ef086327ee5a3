//! The league at an address of its own, with the filters of the leader's page and an order, and its file.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Query};
use chrono::NaiveDate;
use rust_i18n::t;
use serde::Deserialize;

use super::pages::{LeaguePage, league_page};
use super::{Courses, League, Sort, export};
use crate::accounts::{Allowed, Part, Viewer, tasks};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::indices::evidence::Evidence;
use crate::indices::export::read_format;
use crate::indices::leader::{Chosen, Wanted};
use crate::web::answer::{attachment, html_page};
use crate::web::language::Lang;
use crate::web::years::{Choice, Choices};

/// The page, where the form is.
const PAGE: &str = "/indices/league";

/// What the address says.
#[derive(Clone, Debug, Deserialize)]
pub struct Asked {
    #[serde(flatten)]
    wanted: Wanted,
    sort: Option<String>,
    format: Option<String>,
}

/// The page. Something wrong in the address comes back with the form, 422.
pub async fn show(
    viewer: Allowed<tasks::ReadIndices>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (asked, today, who) = (asked.into_inner(), clock.today(), Viewer::clone(&viewer));
    let (choices, page) = db
        .read(move |conn| find(conn, &asked, &who, today, lang))
        .await?;
    let status = match &page {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = t!("league.title", locale = lang.code());
    let body = league_page(lang, &choices, page.as_ref());
    Ok(html_page(
        status,
        &viewer.page(lang, &title, Part::Indices),
        body,
    ))
}

/// The league and the months for spreadsheets. A wrong question, or a format that is none, is 422.
pub async fn show_export(
    viewer: Allowed<tasks::ReadIndices>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (asked, today, who) = (asked.into_inner(), clock.today(), Viewer::clone(&viewer));
    let format = read_format(asked.format.as_deref())?;
    let (_, page) = db
        .read(move |conn| find(conn, &asked, &who, today, lang))
        .await?;
    let page = page.ok_or_else(|| {
        let text = t!("league.wrong", locale = lang.code());
        AppError::Unprocessable(text.into_owned())
    })?;
    let name = export::file_name(&page, format);
    let bytes = web::block(move || export::tables(lang, &page).to_bytes(format))
        .await?
        .map_err(AppError::Unprocessable)?;
    Ok(attachment(format.media_type(), &name, bytes))
}

fn find(
    conn: &mut DbConn,
    asked: &Asked,
    viewer: &Viewer,
    today: NaiveDate,
    lang: Lang,
) -> AppResult<(Choices, Option<LeaguePage>)> {
    let (mut choices, chosen) = asked.wanted.choose(conn, PAGE, viewer, today, lang)?;
    let sort = Sort::read(asked.sort.as_deref());
    choices.offer.more.push(orders(lang, sort));
    if sort.is_none() {
        let text = t!("league.wrong_sort", locale = lang.code());
        choices.errors.add("sort", text);
    }
    let page = match chosen.zip(sort) {
        Some((chosen, sort)) => Some(read(conn, chosen, sort, today)?),
        None => None,
    };
    Ok((choices, page))
}

fn read(conn: &mut DbConn, chosen: Chosen, sort: Sort, today: NaiveDate) -> AppResult<LeaguePage> {
    let Chosen {
        unit,
        spans,
        filter,
    } = chosen;
    let evidence = Evidence::find(conn, &unit, spans, filter, today)?;
    let mut league = League::find(conn, (&evidence, &evidence.reading()), today)?;
    let courses = Courses::find(conn, league.units(), (spans.now, filter), today)?;
    sort.put(&mut league.places);
    Ok(LeaguePage {
        unit,
        spans,
        filter,
        is_withheld: evidence.is_withheld(),
        league,
        courses,
        sort,
        today,
    })
}

fn orders(lang: Lang, sort: Option<Sort>) -> Choice {
    let name = |sort: &Sort| {
        let text = t!(format!("league.sort.{sort}"), locale = lang.code());
        (sort.as_str().to_owned(), text.into_owned())
    };
    Choice {
        name: "sort",
        label: t!("league.sort.label", locale = lang.code()).into_owned(),
        value: sort.unwrap_or(Sort::Rank).as_str().to_owned(),
        options: Sort::ALL.iter().map(name).collect(),
    }
}
