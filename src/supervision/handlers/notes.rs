//! Listing notes, showing one, and taking a new one.

use actix_web::http::StatusCode;
use actix_web::http::header::REFERER;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::Datelike;
use rust_i18n::t;
use serde::Deserialize;

use super::steps::{Said, one};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::calendar::store::find_working_days;
use crate::clock::{Clock, year_in_utc};
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::supervision::form::{NoteForm, is_own_address};
use crate::supervision::note::About;
use crate::supervision::pages::{ListPage, NewPage, PER_PAGE, ReportPage};
use crate::supervision::store::notes::{self, By, NewNote, Tab};
use crate::supervision::store::{find_days, subjects};
use crate::supervision::tasks::{AnswerNotes, ReadNotes, WriteNotes};
use crate::units::Unit;
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;
use crate::web::years::read_year;

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    tab: Option<String>,
    page: QueryNumber,
    saved: Option<String>,
}

/// A part of the notes; without one, what waits, or else what was answered.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<ReadNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked: Option<Tab> = query.tab.as_deref().and_then(|tab| tab.parse().ok());
    let (who, number, today) = (Viewer::clone(&viewer), query.page.as_page(), clock.today());
    let shown = db
        .read(move |conn| {
            let scope = who.scope();
            let counts = notes::count_tabs(conn, &scope)?;
            let has = |wanted: Tab| {
                counts
                    .iter()
                    .any(|(tab, count)| *tab == wanted && *count > 0)
            };
            let tab = match asked {
                Some(tab) => tab,
                None if !has(Tab::Open) && has(Tab::Answered) => Tab::Answered,
                None => Tab::Open,
            };
            let page = ((number - 1) * PER_PAGE, PER_PAGE + 1);
            Ok::<_, diesel::result::Error>(ListPage {
                notes: notes::list_notes(conn, &scope, tab, page)?,
                counts,
                tab,
                number,
                calendar: find_working_days(conn)?,
                today,
                days: find_days(conn, who.unit.id)?,
                may_write: who.may::<WriteNotes>(),
                may_set: who.may::<AnswerNotes>(),
                csrf: who.csrf.clone(),
            })
        })
        .await?;
    let body = shown.render(lang);
    let mut page = viewer.page(lang, &body.title, Part::Supervision);
    if query.saved.is_some() {
        let text = t!("supervision.days.saved", locale = lang.code());
        page = page.with_notice(NoticeKind::Success, text);
    }
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// One note with all that was said of it.
///
/// # Errors
/// 401, 403, 404 for a note of a unit that the viewer may not see.
pub async fn show_one(
    viewer: Allowed<ReadNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let said = Said::nothing();
    one(&viewer, &db, &clock, (id.into_inner(), &said), lang).await
}

/// What the address of a new note may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    about: Option<String>,
    subject: Option<String>,
}

/// The form of a new note: about what the address says, or else about the page that led here.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_new(
    viewer: Allowed<WriteNotes>,
    db: Data<Db>,
    request: HttpRequest,
    query: Query<NewQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let id = viewer.account.id;
    let organisation = db
        .read(move |conn| notes::find_organisation(conn, id))
        .await?;
    let NewQuery { about, subject } = query.into_inner();
    let (about, subject) = match (about, came_from(&request)) {
        (Some(about), _) => (about, subject.unwrap_or_default()),
        (None, Some(page)) => (About::Page.to_string(), page),
        (None, None) => (About::Free.to_string(), String::new()),
    };
    let form = NoteForm {
        unit: viewer.unit.code.clone(),
        about,
        subject,
        organisation: organisation.unwrap_or_default(),
        text: String::new(),
    };
    new_page(&viewer, &db, (&form, &FieldErrors::default()), lang).await
}

/// The page of this server that led to the form, as it stands after the server's name.
fn came_from(request: &HttpRequest) -> Option<String> {
    let from = request.headers().get(REFERER)?.to_str().ok()?;
    let (_, rest) = from.split_once("://")?;
    let at = rest.find('/')?;
    let (host, page) = rest.split_at(at);
    let own = request.connection_info().host() == host;
    let fits = own && is_own_address(page) && !page.starts_with("/supervision");
    fits.then(|| page.to_owned())
}

async fn new_page(
    viewer: &Viewer,
    db: &Db,
    (form, errors): (&NoteForm, &FieldErrors),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let units = db
        .read(move |conn| subjects::list_led_units(conn, &scope))
        .await?;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let body = NewPage {
        units: &units,
        form,
        errors,
        csrf: &viewer.csrf,
    }
    .render(lang);
    let page = viewer.page(lang, &body.title, Part::NewNote);
    Ok(html_page(status, &page, body.markup))
}

/// Takes a new note.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn take_new(
    form: SignedForm<WriteNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let typed = NoteForm::read(&fields);
    let (who, note, now) = (Viewer::clone(&viewer), typed.clone(), clock.now());
    let taken = db
        .write(move |conn| take(conn, &who, &note, now, lang))
        .await?;
    match taken {
        Ok(id) => Ok(see_other(&format!("/supervision/{id}"))),
        Err(errors) => new_page(&viewer, &db, (&typed, &errors), lang).await,
    }
}

fn take(
    conn: &mut DbConn,
    who: &Viewer,
    typed: &NoteForm,
    now: chrono::NaiveDateTime,
    lang: Lang,
) -> diesel::QueryResult<Result<i64, FieldErrors>> {
    let units = subjects::list_led_units(conn, &who.scope())?;
    let checked = match typed.check(&units, lang) {
        Ok(checked) => checked,
        Err(errors) => return Ok(Err(errors)),
    };
    if !exists(conn, &checked.unit, checked.about, &typed.subject)? {
        let key = format!("supervision.wrong.subject.{}", checked.about);
        let text = t!(key, locale = lang.code());
        return Ok(Err(FieldErrors::one("subject", text)));
    }
    let new = NewNote {
        unit_id: checked.unit.id,
        about: checked.about,
        subject: &typed.subject,
        organisation: &typed.organisation,
        text: &typed.text,
        days: find_days(conn, checked.unit.id)?,
    };
    let by = By {
        account_id: who.account.id,
        name: &who.account.name,
        at: now,
    };
    notes::insert_note(conn, &new, by).map(Ok)
}

/// Whether there is what the note is about.
fn exists(
    conn: &mut DbConn,
    unit: &Unit,
    about: About,
    subject: &str,
) -> diesel::QueryResult<bool> {
    let scope = crate::units::Scope::below(unit);
    match about {
        About::Complaint => match subject.parse() {
            Ok(number) => subjects::has_complaint(conn, &scope, number),
            Err(_) => Ok(false),
        },
        About::Dossier => Ok(subjects::find_dossier(conn, &scope, subject)?.is_some()),
        _ => Ok(true),
    }
}

/// Which year.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct YearQuery {
    year: Option<String>,
}

/// Every note of a year to print, for the report of supervision.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_report(
    viewer: Allowed<ReadNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<YearQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked = query.year.as_deref().and_then(read_year);
    let year = asked.unwrap_or(clock.today().year());
    let span = year_in_utc(year).ok_or(AppError::NotFound)?;
    let scope = viewer.scope();
    let (asked, calendar) = db
        .read(move |conn| {
            let asked = notes::list_asked(conn, &scope, &span)?;
            Ok::<_, diesel::result::Error>((asked, find_working_days(conn)?))
        })
        .await?;
    let page = ReportPage {
        unit: &viewer.unit.name,
        year,
        asked: &asked,
        calendar: &calendar,
        today: clock.today(),
        lang,
    };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page.render().into_string()))
}
