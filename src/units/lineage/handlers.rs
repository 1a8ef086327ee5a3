//! The page of what became part of a unit: shown, added, taken back.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::NaiveDate;
use rust_i18n::t;

use super::pages::LineagePage;
use super::{Former, Merger, fits, store};
use crate::accounts::{Allowed, SignedForm, Viewer, tasks};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::Unit;
use crate::units::store::{find_unit, list_units};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What the form says.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) former: String,
    pub(super) since: String,
}

/// A unit, what became part of it, and what may.
pub(super) struct Known {
    pub(super) unit: Unit,
    pub(super) formers: Vec<Former>,
    pub(super) candidates: Vec<Unit>,
}

impl Known {
    async fn find(db: &Db, viewer: &Viewer, id: i64) -> AppResult<Self> {
        let scope = viewer.scope();
        db.read(move |conn| {
            let unit = find_unit(conn, &scope, id)?.ok_or(AppError::NotFound)?;
            let known: Vec<Merger> = store::list_mergers(conn)?;
            let mut candidates = list_units(conn, &scope)?;
            candidates.retain(|other| fits(&unit, other, &known));
            Ok::<_, AppError>(Self {
                formers: store::list_formers(conn, id)?,
                candidates,
                unit,
            })
        })
        .await
    }

    /// Which unit and since when, if both are right.
    fn check(
        &self,
        typed: &Typed,
        today: NaiveDate,
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Option<(i64, NaiveDate)> {
        let mut candidates = self.candidates.iter();
        let former = candidates.find(|unit| unit.id.to_string() == typed.former);
        if former.is_none() {
            errors.add(
                "former",
                t!("units.lineage.no_former", locale = lang.code()),
            );
        }
        let since = typed.since.parse().ok().filter(|since| *since <= today);
        if since.is_none() {
            errors.add("since", t!("units.lineage.no_day", locale = lang.code()));
        }
        Some((former?.id, since?))
    }

    fn answer(
        &self,
        viewer: &Viewer,
        lang: Lang,
        (typed, errors): (&Typed, &FieldErrors),
        done: &Done,
    ) -> HttpResponse {
        let status = match errors.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let view = LineagePage {
            lang,
            viewer,
            known: self,
            typed,
            errors,
        };
        let page = done.on(view.page(), "units.lineage", &["added", "removed"]);
        html_page(status, &page, view.body())
    }
}

/// What became part of a unit.
pub(in crate::units) async fn show(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let known = Known::find(&db, &viewer, *id).await?;
    let nothing = (&Typed::default(), &FieldErrors::default());
    Ok(known.answer(&viewer, lang, nothing, &done))
}

/// Notes that another unit became part of it.
pub(in crate::units) async fn add(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let known = Known::find(&db, &form.viewer, *id).await?;
    let typed = read(&form.fields);
    let mut errors = FieldErrors::default();
    let Some((former, since)) = known.check(&typed, clock.today(), lang, &mut errors) else {
        return Ok(known.answer(&form.viewer, lang, (&typed, &errors), &Done::default()));
    };
    let unit = known.unit.id;
    db.write(move |conn| store::insert_former(conn, unit, former, since))
        .await?;
    Ok(see_other(&format!("/admin/units/{id}/lineage?done=added")))
}

/// Whoever looks at an address that only takes forms is led to the page with the form.
pub(in crate::units) async fn back(_: Allowed<tasks::Administer>, id: Path<i64>) -> HttpResponse {
    see_other(&format!("/admin/units/{id}/lineage"))
}

/// Takes a note back.
pub(in crate::units) async fn remove(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let known = Known::find(&db, &form.viewer, *id).await?;
    let named = form.fields.text("former");
    let mut formers = known.formers.iter();
    let former = formers.find(|former| former.unit.id.to_string() == named);
    let (unit, former) = (known.unit.id, former.ok_or(AppError::NotFound)?.unit.id);
    db.write(move |conn| store::delete_former(conn, unit, former))
        .await?;
    Ok(see_other(&format!(
        "/admin/units/{id}/lineage?done=removed"
    )))
}

fn read(fields: &Fields) -> Typed {
    Typed {
        former: fields.text("former"),
        since: fields.text("since"),
    }
}
