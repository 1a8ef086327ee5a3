//! Counters of a unit: added on the unit's page, changed on a page of their own.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;

use super::unit::UnitView;
use crate::accounts::store::list_accounts;
use crate::accounts::{Account, Allowed, Role, SignedForm, Viewer, tasks};
use crate::db::{self, Db};
use crate::error::{AppError, AppResult};
use crate::units::form::{CounterForm, UnitForm, check_counter_name};
use crate::units::pages::CounterPage;
use crate::units::store::{self, CounterChange};
use crate::units::{Counter, Unit};
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
    let found = CounterView::find(&db, &viewer, *id).await?;
    let form = CounterForm::of(&found.counter);
    let errors = FieldErrors::default();
    let view = found.page(lang, &viewer, (&form, &errors));
    let page = done.on(view.page(), "units.counter", &["changed"]);
    Ok(html_page(StatusCode::OK, &page, view.body()))
}

/// Renames a counter, puts an officer on it, opens or closes it.
pub(super) async fn change(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = CounterView::find(&db, &form.viewer, *id).await?;
    let typed = CounterForm::read(&form.fields);
    let mut errors = FieldErrors::default();
    check_counter_name("name", &typed.name, lang, &mut errors);
    let officer = typed.officer_among(&found.choices());
    if officer.is_err() {
        errors.add("officer", t!("units.counter.nobody", locale = lang.code()));
    }
    let active = typed.active();
    if active.is_none() {
        errors.add("state", t!("units.counter.no_state", locale = lang.code()));
    }
    if let (true, Ok(officer_id), Some(active)) = (errors.is_empty(), officer, active) {
        let (counter, name) = (found.counter.clone(), typed.name.clone());
        let changed = db.write(move |conn| {
            let change = CounterChange {
                name: &name,
                officer_id,
                active,
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
    let view = found.page(lang, &form.viewer, (&typed, &errors));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(html_page(status, &view.page(), view.body()))
}

/// What the page of one counter shows.
struct CounterView {
    counter: Counter,
    unit: Unit,
    /// Who may be put on it.
    officers: Vec<Account>,
}

impl CounterView {
    async fn find(db: &Db, viewer: &Viewer, id: i64) -> AppResult<Self> {
        let scope = viewer.scope();
        db.read(move |conn| {
            let counter = store::find_counter(conn, &scope, id)?.ok_or(AppError::NotFound)?;
            let unit =
                store::find_unit(conn, &scope, counter.unit_id)?.ok_or(AppError::NotFound)?;
            let accounts = list_accounts(conn, &scope)?;
            let officers = accounts
                .into_iter()
                .filter(|(account, home)| {
                    let serves = account.active && account.role != Role::Observer;
                    (serves && home.is_or_is_above(&unit)) || counter.officer_id == Some(account.id)
                })
                .map(|(account, _)| account)
                .collect();
            Ok::<_, AppError>(Self {
                counter,
                unit,
                officers,
            })
        })
        .await
    }

    /// Ids that may be chosen; an officer of a unit that the viewer does not see may stay.
    fn choices(&self) -> Vec<i64> {
        let visible = self.officers.iter().map(|officer| officer.id);
        visible.chain(self.counter.officer_id).collect()
    }

    fn page<'a>(
        &'a self,
        lang: Lang,
        viewer: &'a Viewer,
        (form, errors): (&'a CounterForm, &'a FieldErrors),
    ) -> CounterPage<'a> {
        CounterPage {
            lang,
            viewer,
            counter: &self.counter,
            unit: &self.unit,
            officers: &self.officers,
            form,
            errors,
        }
    }
}
