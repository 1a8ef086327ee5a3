//! Counters of a unit: added on the unit's page, changed on a page of their own.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;

use super::unit::UnitView;
use crate::accounts::{Allowed, SignedForm, Viewer, tasks};
use crate::db::{self, Db};
use crate::error::{AppError, AppResult};
use crate::units::form::{CounterForm, UnitForm, check_counter_name};
use crate::units::pages::CounterPage;
use crate::units::store::{self, CounterChange};
use crate::units::{Counter, Duty, Unit};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// Whoever looks at an address that only takes forms is led to the page with the form.
pub(super) async fn back(_: Allowed<tasks::Administer>, id: Path<i64>) -> HttpResponse {
    see_other(&format!("/admin/units/{id}"))
}

/// Adds a counter to a unit.
pub(super) async fn add(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = UnitView::find(&db, &form.viewer, *id).await?;
    let name = form.fields.text("counter");
    let mut errors = FieldErrors::default();
    check_counter_name("counter", &name, lang, &mut errors);
    if errors.is_empty() {
        match insert(&db, found.unit.clone(), name.clone()).await {
            Ok(_) => return Ok(see_other(&format!("/admin/units/{id}?done=counter"))),
            Err(AppError::Conflict(_)) => {
                errors.add("counter", t!("units.counter.taken", locale = lang.code()));
            }
            Err(other) => return Err(other),
        }
    }
    let stored = UnitForm::of(&found.unit);
    let mut view = found.page(lang, &form.viewer, &stored);
    view.counter = name;
    view.errors = errors;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(html_page(status, &view.page(), view.body()))
}

async fn insert(db: &Db, unit: Unit, name: String) -> AppResult<Counter> {
    db.write(move |conn| {
        let added = store::insert_counter(conn, &unit, &name, None);
        added.map_err(|error| db::conflict(error, || name))
    })
    .await
}

/// One counter.
pub(super) async fn show(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = find(&db, &viewer, *id).await?;
    let form = CounterForm::of(&found.counter);
    let errors = FieldErrors::default();
    let view = CounterPage {
        lang,
        viewer: &viewer,
        duty: &found,
        form: &form,
        errors: &errors,
    };
    let page = done.on(view.page(), "units.counter", &["changed"]);
    Ok(html_page(StatusCode::OK, &page, view.body()))
}

/// Renames a counter, puts an officer on it, tells its field, opens or closes it.
pub(super) async fn change(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = find(&db, &form.viewer, *id).await?;
    let typed = CounterForm::read(&form.fields);
    let mut errors = FieldErrors::default();
    check_counter_name("name", &typed.name, lang, &mut errors);
    let officer = found.check_officer(&typed.officer, lang, &mut errors);
    let field = found.check_field(&typed.field, lang, &mut errors);
    let active = typed.active();
    if active.is_none() {
        errors.add("state", t!("units.counter.no_state", locale = lang.code()));
    }
    if let (Ok(officer_id), Ok(field), Some(active), true) =
        (officer, field, active, errors.is_empty())
    {
        let (counter, name) = (found.counter.clone(), typed.name.clone());
        let changed = db.write(move |conn| {
            let change = CounterChange {
                name: &name,
                officer_id,
                active,
                field: &field,
            };
            let changed = store::update_counter(conn, &counter, &change);
            changed.map_err(|error| db::conflict(error, || name.clone()))
        });
        match changed.await {
            Ok(()) => return Ok(see_other(&format!("/admin/counters/{id}?done=changed"))),
            Err(AppError::Conflict(_)) => {
                errors.add("name", t!("units.counter.taken", locale = lang.code()));
            }
            Err(other) => return Err(other),
        }
    }
    let view = CounterPage {
        lang,
        viewer: &form.viewer,
        duty: &found,
        form: &typed,
        errors: &errors,
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(html_page(status, &view.page(), view.body()))
}

async fn find(db: &Db, viewer: &Viewer, id: i64) -> AppResult<Duty> {
    let scope = viewer.scope();
    db.read(move |conn| store::find_duty(conn, &scope, id))
        .await?
        .ok_or(AppError::NotFound)
}
