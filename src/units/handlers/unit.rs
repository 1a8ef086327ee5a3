//! The tree, a new unit, and the page of one unit.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use crate::accounts::{Allowed, SignedForm, Viewer, tasks};
use crate::clock::Clock;
use crate::db::{self, Db};
use crate::error::{AppError, AppResult};
use crate::units::form::UnitForm;
use crate::units::pages::{NewUnitPage, TreePage, UnitPage};
use crate::units::store::{self, NewUnit};
use crate::units::{Scope, Unit, UnitCode};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;

/// Every unit that the viewer manages.
pub(super) async fn list(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let (units, counters) = db
        .read(move |conn| {
            let units = store::list_units(conn, &scope)?;
            diesel::QueryResult::Ok((units, store::list_counters(conn, &scope)?))
        })
        .await?;
    let view = TreePage {
        lang,
        viewer: &viewer,
        units: &units,
        counters: &counters,
    };
    Ok(html_page(StatusCode::OK, &view.page(), view.body()))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Above {
    /// Id of the unit above the new one.
    parent: QueryNumber,
}

/// The form of a new unit.
pub(super) async fn show_new(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    above: Query<Above>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let units = visible_units(&db, viewer.scope()).await?;
    let parent = above.parent.0.unwrap_or(viewer.unit.id).to_string();
    let view = NewUnitPage {
        lang,
        viewer: &viewer,
        units: &units,
        parent: &parent,
        form: &UnitForm::default(),
        errors: &FieldErrors::default(),
    };
    Ok(html_page(StatusCode::OK, &view.page(), view.body()))
}

/// Adds a unit below one that the viewer manages.
pub(super) async fn add(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let units = visible_units(&db, viewer.scope()).await?;
    let (typed, parent_id) = (UnitForm::read(&fields), fields.text("parent"));
    let mut errors = FieldErrors::default();
    let parent = units.iter().find(|unit| unit.id.to_string() == parent_id);
    if parent.is_none() {
        errors.add("parent", t!("units.parent_unknown", locale = lang.code()));
    }
    let code = typed.check_code(lang, &mut errors);
    typed.check_details(lang, &mut errors);
    if let (true, Some(code), Some(parent)) = (errors.is_empty(), code, parent) {
        match insert(&db, &clock, (code, parent.clone()), typed.clone()).await {
            Ok(unit) => return Ok(see_other(&format!("/admin/units/{}?done=added", unit.id))),
            Err(AppError::Conflict(_)) => {
                errors.add("code", t!("units.code_taken", locale = lang.code()));
            }
            Err(other) => return Err(other),
        }
    }
    let view = NewUnitPage {
        lang,
        viewer: &viewer,
        units: &units,
        parent: &parent_id,
        form: &typed,
        errors: &errors,
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(html_page(status, &view.page(), view.body()))
}

async fn insert(
    db: &Db,
    clock: &Clock,
    (code, parent): (UnitCode, Unit),
    form: UnitForm,
) -> AppResult<Unit> {
    let now = clock.now();
    db.write(move |conn| {
        let new = NewUnit {
            code: &code,
            name: &form.name,
            parent: Some(&parent),
            hotline: &form.hotline,
            address: &form.address,
        };
        let added = store::insert_unit(conn, &new, now);
        added.map_err(|error| db::conflict(error, || code.to_string()))
    })
    .await
}

/// One unit: what may be changed of it, what is below it, its counters.
pub(super) async fn show(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = UnitView::find(&db, &viewer, *id).await?;
    let form = UnitForm::of(&found.unit);
    let view = found.page(lang, &viewer, &form);
    let page = done.on(view.page(), "units", &["added", "changed", "counter"]);
    Ok(html_page(StatusCode::OK, &page, view.body()))
}

/// Changes a unit's name, hotline or address.
pub(super) async fn change(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = UnitView::find(&db, &form.viewer, *id).await?;
    let typed = UnitForm::read(&form.fields);
    let mut errors = FieldErrors::default();
    typed.check_details(lang, &mut errors);
    if !errors.is_empty() {
        let mut view = found.page(lang, &form.viewer, &typed);
        view.errors = errors;
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(html_page(status, &view.page(), view.body()));
    }
    let unit = found.unit;
    db.write(move |conn| {
        store::update_unit(conn, &unit, &typed.name, &typed.hotline, &typed.address)
    })
    .await?;
    Ok(see_other(&format!("/admin/units/{id}?done=changed")))
}

async fn visible_units(db: &Db, scope: Scope) -> AppResult<Vec<Unit>> {
    db.read(move |conn| store::list_units(conn, &scope)).await
}

/// What the page of one unit shows.
pub(super) struct UnitView {
    pub(super) unit: Unit,
    family: Vec<Unit>,
    counters: Vec<store::CounterRow>,
}

impl UnitView {
    /// The unit with the visible ones above and right below it, and its counters.
    pub(super) async fn find(db: &Db, viewer: &Viewer, id: i64) -> AppResult<Self> {
        let scope = viewer.scope();
        db.read(move |conn| {
            let unit = store::find_unit(conn, &scope, id)?.ok_or(AppError::NotFound)?;
            let mut family = store::list_units(conn, &scope)?;
            family.retain(|other| {
                other.parent_id == Some(id) || (other.id != id && other.is_or_is_above(&unit))
            });
            Ok::<_, AppError>(Self {
                counters: store::list_counters_of(conn, &unit)?,
                family,
                unit,
            })
        })
        .await
    }

    pub(super) fn page<'a>(
        &'a self,
        lang: Lang,
        viewer: &'a Viewer,
        form: &'a UnitForm,
    ) -> UnitPage<'a> {
        UnitPage {
            lang,
            viewer,
            unit: &self.unit,
            family: &self.family,
            counters: &self.counters,
            form,
            counter: String::new(),
            errors: FieldErrors::default(),
        }
    }
}
