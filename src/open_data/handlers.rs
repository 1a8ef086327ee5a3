//! Requests for open data. What is due is told first, then what is told is handed out, and nothing else.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;
use serde_json::json;

use super::dictionary::dictionary as whole_dictionary;
use super::edition::{Edition, find_family, list_units_and_years};
use super::pages::DataPage;
use super::{measures, tables};
use crate::clock::{Clock, utc_of_local};
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::exchange::{list_due, tell};
use crate::indices::list_baselines;
use crate::rows::{Format, Written};
use crate::web::answer::html_page;
use crate::web::caching::{Known, unless_held};
use crate::web::language::Lang;
use crate::web::layout::{Dress, Page, Site};
use crate::web::years::read_year;

/// So long anybody may keep a file of what still changes, seconds.
const CHANGING: u32 = 300;
/// So long anybody may keep a file of a year that is over, seconds.
const SETTLED: u32 = 86_400;
/// Imported figures handed out at most.
const IMPORTED: i64 = 1_000;

/// Which unit the page is about.
#[derive(Deserialize)]
pub(super) struct Wanted {
    unit: Option<String>,
}

/// The page for people: what there is, and what it means.
pub(super) async fn show_page(
    wanted: Query<Wanted>,
    db: Data<Db>,
    site: Data<Site>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let units = db.read(list_units_and_years).await?;
    let view = DataPage {
        units: &units,
        wanted: wanted.unit.as_deref().unwrap_or_default(),
    };
    let title = t!("open_data.title", locale = lang.code());
    let mut page = Page::public(lang, &title);
    page.sample = site.sample;
    page.dress = Dress::Board;
    Ok(html_page(StatusCode::OK, &page, view.render(lang)))
}

/// The units as CSV.
pub(super) async fn units_csv(
    known: Known,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    units(known, &db, &clock, Format::Csv).await
}

/// The units as JSON.
pub(super) async fn units_json(
    known: Known,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    units(known, &db, &clock, Format::Json).await
}

async fn units(known: Known, db: &Db, clock: &Clock, format: Format) -> AppResult<HttpResponse> {
    let units = db.read(list_units_and_years).await?;
    let file = File {
        format,
        table: tables::units(&units),
        head: json!({}),
        changed: start_of_day(clock),
        seconds: CHANGING,
    };
    file.answer(known)
}

/// The dictionary. It changes with the program alone.
pub(super) async fn dictionary(known: Known, clock: Data<Clock>) -> AppResult<HttpResponse> {
    let mut bytes = serde_json::to_vec(&whole_dictionary()).map_err(AppError::internal)?;
    bytes.push(b'\n');
    let changed = start_of_day(&clock).and_utc().into();
    Ok(unless_held(known, (JSON, CHANGING), changed, bytes))
}

/// The counts of a unit's year.
pub(super) async fn tallies(
    known: Known,
    path: Path<(String, String, String)>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let (code, year, format) = path.into_inner();
    let format = format_of(&format)?;
    let year = read_year(&year).ok_or(AppError::NotFound)?;
    let now = clock.now();
    let named = code.clone();
    let waiting = db.read(move |conn| due(conn, &named, &[year])).await?;
    tell_due(&db, waiting, now).await?;
    let edition = db
        .snapshot(move |conn| Edition::find(conn, &code, year, now))
        .await?;
    let file = File {
        format,
        table: tables::tallies(&edition, clock.today()),
        head: tables::head_of(&edition),
        changed: edition.changed,
        seconds: if edition.over { SETTLED } else { CHANGING },
    };
    file.answer(known)
}

/// The indices of a unit, of all years.
pub(super) async fn indices(
    known: Known,
    path: Path<(String, String)>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let (code, format) = path.into_inner();
    let format = format_of(&format)?;
    let now = clock.now();
    let named = code.clone();
    let (years, waiting) = db
        .read(move |conn| {
            let years = years_of(conn, &named)?;
            let waiting = due(conn, &named, &years)?;
            Ok::<_, AppError>((years, waiting))
        })
        .await?;
    tell_due(&db, waiting, now).await?;
    let (unit, editions, imported) = db
        .snapshot(move |conn| {
            let (unit, _) = find_family(conn, &code)?;
            let editions = years
                .into_iter()
                .map(|year| Edition::find(conn, &code, year, now));
            let editions = editions.collect::<AppResult<Vec<_>>>()?;
            let imported = list_baselines(conn, &[unit.id], IMPORTED)?;
            let own = imported
                .into_iter()
                .filter(|(owner, _)| *owner == Some(unit.id));
            let own: Vec<_> = own.map(|(_, figure)| figure).collect();
            Ok::<_, AppError>((unit, editions, own))
        })
        .await?;
    let changed = editions.iter().map(|edition| edition.changed).max();
    let file = File {
        format,
        table: measures::table(&unit.code, &editions, &imported),
        head: json!({"unit": {"code": unit.code, "name": unit.name}}),
        changed: changed.unwrap_or_else(|| start_of_day(&clock)),
        seconds: CHANGING,
    };
    file.answer(known)
}

fn years_of(conn: &mut DbConn, code: &str) -> AppResult<Vec<i32>> {
    let units = list_units_and_years(conn)?;
    let found = units.into_iter().find(|(unit, _)| unit.code == code);
    found.map(|(_, years)| years).ok_or(AppError::NotFound)
}

/// Units and years that may have something to tell.
type Due = Vec<(i32, Vec<i64>)>;

fn due(conn: &mut DbConn, code: &str, years: &[i32]) -> AppResult<Due> {
    let (_, ids) = find_family(conn, code)?;
    let mut due = Due::new();
    for year in years {
        let units = list_due(conn, &ids, *year)?;
        if !units.is_empty() {
            due.push((*year, units));
        }
    }
    Ok(due)
}

async fn tell_due(db: &Db, due: Due, now: NaiveDateTime) -> AppResult<()> {
    if due.is_empty() {
        return Ok(());
    }
    db.write(move |conn| {
        for (year, units) in due {
            tell(conn, &units, year, now)?;
        }
        Ok::<_, AppError>(())
    })
    .await
}

const JSON: &str = "application/json; charset=utf-8";
const CSV: &str = "text/csv; charset=utf-8";

fn format_of(text: &str) -> AppResult<Format> {
    match text.parse() {
        Ok(format @ (Format::Csv | Format::Json)) => Ok(format),
        _ => Err(AppError::NotFound),
    }
}

/// A file as it is handed out.
struct File {
    format: Format,
    table: Written,
    head: serde_json::Value,
    changed: NaiveDateTime,
    seconds: u32,
}

impl File {
    fn answer(self, known: Known) -> AppResult<HttpResponse> {
        let (kind, bytes) = match self.format {
            Format::Csv => (CSV, self.table.to_bytes(Format::Csv)),
            Format::Json | Format::Xlsx => (JSON, tables::with_head(&self.table, self.head)),
        };
        let bytes = bytes.map_err(AppError::internal)?;
        let changed = self.changed.and_utc().into();
        Ok(unless_held(known, (kind, self.seconds), changed, bytes))
    }
}

/// What has no moment of its own is as old as the day.
fn start_of_day(clock: &Clock) -> NaiveDateTime {
    utc_of_local(clock.today().into())
}
