//! Requests for indices: the API, the public board, the leader's page, targets.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, Query};
use chrono::{Datelike, NaiveDate};
use rust_i18n::t;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::board::{Board, Front};
use super::classes::Filter;
use super::evidence::Evidence;
use super::export;
use super::leader::{Looked, Wanted};
use super::measure::Measure;
use super::pages::{self, TargetForm};
use super::reading::{AskedFor, Question, Reading};
use super::report::Extent;
use super::span::{Period, Spans};
use super::store;
use super::targets::Promise;
use crate::accounts::{Allowed, Part, SignedForm, Viewer, tasks};
use crate::clock::Clock;
use crate::complaints::Owed;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::percent::Hundredths;
use crate::units::store::list_units;
use crate::units::{Unit, with_code};
use crate::web::answer::{attachment, html_page, see_other};
use crate::web::language::Lang;
use crate::web::layout::{Dress, NoticeKind, Page, Site};
use crate::web::years::read_year;

/// `GET /api/v1/indices`: what may be told of a unit is public, so nobody needs to be signed in.
pub(super) async fn api(query: Query<AskedFor>, db: Data<Db>) -> AppResult<HttpResponse> {
    let question = Question::try_from(query.into_inner())?;
    let reading = db
        .read(move |conn| Reading::find_named(conn, &question))
        .await?;
    Ok(HttpResponse::Ok().json(reading.report(Extent::Told)))
}

/// The front page: the board of whoever speaks for all that was rated, or how to set up.
pub(super) async fn show_front(
    db: Data<Db>,
    clock: Data<Clock>,
    site: Data<Site>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let today = clock.today();
    let front = db.read(move |conn| Front::find(conn, today)).await?;
    let (title, unit, body) = match &front {
        Front::SetUp => (
            t!("indices.set_up.title", locale = lang.code()),
            "",
            pages::set_up_page(lang),
        ),
        Front::Choice(units) => (
            t!("indices.choice.title", locale = lang.code()),
            "",
            pages::choice_page(lang, units),
        ),
        Front::Board(board) => return Ok(board_answer(&site, lang, board, &clock)),
    };
    Ok(html_page(
        StatusCode::OK,
        &public_page(&site, lang, &title, unit),
        body,
    ))
}

/// The board of one unit.
pub(super) async fn show_board(
    db: Data<Db>,
    clock: Data<Clock>,
    site: Data<Site>,
    unit: Path<String>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let today = clock.today();
    let board = db.read(move |conn| Board::find(conn, &unit, today)).await?;
    Ok(board_answer(&site, lang, &board, &clock))
}

fn board_answer(site: &Site, lang: Lang, board: &Board, clock: &Clock) -> HttpResponse {
    let name = &board.reading.unit.name;
    let title = t!("indices.board.title", locale = lang.code(), unit = name);
    let page = public_page(site, lang, &title, name);
    html_page(
        StatusCode::OK,
        &page,
        pages::board_page(lang, board, clock.today()),
    )
}

/// The leader's page. A wrong year comes back with the form, 422.
pub(super) async fn show_indices(
    viewer: Allowed<tasks::ReadIndices>,
    wanted: Query<Wanted>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (wanted, today, who) = (wanted.into_inner(), clock.today(), Viewer::clone(&viewer));
    let (Looked { choices, page }, owed) = db
        .read(move |conn| {
            let looked = Looked::find(conn, &wanted, &who, today, lang)?;
            Ok::<_, AppError>((looked, Owed::find(conn, &who, today)?))
        })
        .await?;
    let status = match &page {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = t!("indices.title", locale = lang.code());
    let body = pages::indices_page(lang, &choices, page.as_ref(), owed.as_ref());
    let page = viewer.page(lang, &title, Part::Indices);
    Ok(html_page(status, &page, body))
}

/// What is handed out, and how it is written.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct HandedOut {
    #[serde(flatten)]
    wanted: Wanted,
    format: Option<String>,
}

/// The tables of the leader's page for spreadsheets. A wrong question, or a format that is none, is 422.
pub(super) async fn show_export(
    viewer: Allowed<tasks::ReadIndices>,
    asked: Query<HandedOut>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let HandedOut { wanted, format } = asked.into_inner();
    let format = export::read_format(format.as_deref())?;
    let (today, who) = (clock.today(), Viewer::clone(&viewer));
    let looked = db
        .read(move |conn| Looked::find(conn, &wanted, &who, today, lang))
        .await?;
    let page = looked.page.ok_or_else(|| {
        let text = t!("indices.choose.wrong", locale = lang.code());
        AppError::Unprocessable(text.into_owned())
    })?;
    let name = export::file_name(&page, format);
    let bytes = web::block(move || export::tables(lang, &page).to_bytes(format))
        .await?
        .map_err(AppError::Unprocessable)?;
    Ok(attachment(format.media_type(), &name, bytes))
}

/// Which targets are asked for.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct WhichTargets {
    unit: Option<String>,
    year: Option<String>,
    saved: Option<String>,
}

/// The form of a year's targets.
pub(super) async fn show_targets(
    viewer: Allowed<tasks::SetTargets>,
    which: Query<WhichTargets>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let WhichTargets { unit, year, saved } = which.into_inner();
    let year = match year {
        Some(text) => read_year(&text).ok_or(AppError::NotFound)?,
        None => clock.today().year(),
    };
    let known = Known::find(&db, &viewer, (unit, year), clock.today()).await?;
    let promise = Promise::stored(lang, year, known.targets.clone());
    let notice = saved.map(|_| t!("indices.targets.saved", locale = lang.code()).into_owned());
    Ok(known.answer(StatusCode::OK, &viewer, lang, (&promise, notice)))
}

/// Takes the form of targets. With something wrong it comes back as it was typed; sent twice it stores the same.
pub(super) async fn save_targets(
    form: SignedForm<tasks::SetTargets>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let year = read_year(&fields.text("year"))
        .ok_or_else(|| AppError::Unprocessable("year: not a year from 2000 to 2100".to_owned()))?;
    let known = Known::find(
        &db,
        &viewer,
        (Some(fields.text("unit")), year),
        clock.today(),
    )
    .await?;
    let promise = Promise::read(lang, year, &fields);
    if !promise.errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(known.answer(status, &viewer, lang, (&promise, None)));
    }
    let unit_id = known.unit.id;
    db.write(move |conn| store::replace_targets(conn, unit_id, year, &promise.targets))
        .await?;
    let saved = format!(
        "/indices/targets?unit={}&year={year}&saved=1",
        known.unit.code
    );
    Ok(see_other(&saved))
}

/// What is known of a unit's year while its targets are set.
struct Known {
    unit: Unit,
    targets: BTreeMap<Measure, Hundredths>,
    before: Reading,
}

impl Known {
    async fn find(
        db: &Db,
        viewer: &Viewer,
        (unit, year): (Option<String>, i32),
        today: NaiveDate,
    ) -> AppResult<Self> {
        let (scope, own) = (viewer.scope(), viewer.unit.code.clone());
        db.read(move |conn| {
            let units = list_units(conn, &scope)?;
            let unit = with_code(&units, unit.as_deref().unwrap_or(&own))?;
            let spans = Spans::of((year - 1, None), Period::Year, today);
            let spans = spans.ok_or(AppError::NotFound)?;
            let before = Evidence::find(conn, unit, spans, Filter::Headline, today)?;
            Ok::<_, AppError>(Self {
                targets: store::list_targets(conn, unit.id, year)?,
                before: before.reading(),
                unit: unit.clone(),
            })
        })
        .await
    }

    fn answer(
        &self,
        status: StatusCode,
        viewer: &Viewer,
        lang: Lang,
        (promise, notice): (&Promise, Option<String>),
    ) -> HttpResponse {
        let title = t!(
            "indices.targets.title",
            locale = lang.code(),
            year = promise.year
        );
        let mut page = viewer.page(lang, &title, Part::Indices);
        if let Some(notice) = notice {
            page = page.with_notice(NoticeKind::Success, notice);
        }
        let form = TargetForm {
            unit: &self.unit,
            promise,
            before: &self.before,
            csrf: &viewer.csrf,
        };
        html_page(status, &page, pages::targets_page(lang, &form))
    }
}

fn public_page(site: &Site, lang: Lang, title: &str, unit: &str) -> Page {
    let mut page = Page::public(lang, title).of_unit(unit);
    page.sample = site.sample;
    page.dress = Dress::Board;
    page
}
