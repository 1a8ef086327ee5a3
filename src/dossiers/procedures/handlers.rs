//! The pages of the catalogue. Who reads dossiers reads it; who sets the rules of dossiers changes it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use super::form::ProcedureForm;
use super::pages::{FormPage, ListPage};
use super::table::{bounded, load_starter as store_starter};
use crate::accounts::tasks::{ReadDossiers, SetDossierRules};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::{Db, conflict};
use crate::dossiers::import::Hand;
use crate::dossiers::procedure::Procedure;
use crate::dossiers::store::{
    count_procedures, find_procedure, insert_procedure, list_catalogue, update_procedure,
};
use crate::error::{AppError, AppResult};
use crate::units::Unit;
use crate::units::store::{find_unit, list_units};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;

const LIST: &str = "/dossiers/procedures";

/// Whose catalogue, and what was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    unit: QueryNumber,
}

/// The catalogue of a unit: its own and that of the units above it.
///
/// # Errors
/// 401, 403, 404 for a unit that is not theirs.
pub async fn show_list(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<ListQuery>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, wanted) = (viewer.scope(), query.unit.0.unwrap_or(viewer.unit.id));
    let (units, unit, procedures) = db
        .read(move |conn| {
            let unit = find_unit(conn, &scope, wanted)?.ok_or(AppError::NotFound)?;
            let procedures = list_catalogue(conn, &unit)?;
            Ok::<_, AppError>((list_units(conn, &scope)?, unit, procedures))
        })
        .await?;
    let view = ListPage {
        units: &units,
        unit: &unit,
        procedures: &procedures,
        today: clock.today(),
        may_change: viewer.may::<SetDossierRules>(),
        csrf: &viewer.csrf,
    };
    let body = view.render(lang);
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    let page = done.on(page, "procedures", &["added", "changed", "starter"]);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Asks for a new procedure of a unit.
///
/// # Errors
/// 401, 403, 404 for a unit that is not theirs.
pub async fn show_new(
    viewer: Allowed<SetDossierRules>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let unit = unit_of(&viewer, &db, query.unit.0).await?;
    let form = ProcedureForm {
        valid_from: Lang::Vi.date(clock.today()),
        ..ProcedureForm::default()
    };
    let errors = FieldErrors::default();
    Ok(form_page(
        &viewer,
        StatusCode::OK,
        (&form, &errors),
        (&unit, None),
        lang,
    ))
}

async fn unit_of(viewer: &Viewer, db: &Db, wanted: Option<i64>) -> AppResult<Unit> {
    let (scope, wanted) = (viewer.scope(), wanted.unwrap_or(viewer.unit.id));
    let unit = db.read(move |conn| find_unit(conn, &scope, wanted)).await?;
    unit.ok_or(AppError::NotFound)
}

/// Adds a procedure. Sent twice it is there once; another one of the same code and day is changed where it stands.
///
/// # Errors
/// 401, 403, 404 for a unit that is not theirs.
pub async fn add(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let wanted = fields.raw("unit").and_then(|unit| unit.parse().ok());
    let unit = unit_of(&viewer, &db, wanted).await?;
    let (form, mut errors) = (ProcedureForm::read(&fields), FieldErrors::default());
    let Some(new) = form.check(unit.id, lang, &mut errors) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(form_page(
            &viewer,
            status,
            (&form, &errors),
            (&unit, None),
            lang,
        ));
    };
    let (unit_id, of) = (unit.id, unit.clone());
    let added = db
        .write(move |conn| {
            let catalogue = own_catalogue(conn, &of)?;
            let known = catalogue
                .iter()
                .find(|known| (&known.code, known.valid_from) == (&new.code, new.valid_from));
            match known {
                Some(known) => Ok(says_the_same(known, &new)),
                None => insert_procedure(conn, &bounded(new, &catalogue)).map(|_| true),
            }
        })
        .await?;
    if !added {
        errors.add(
            "valid_from",
            t!("procedures.wrong.known", locale = lang.code()),
        );
        let status = StatusCode::CONFLICT;
        return Ok(form_page(
            &viewer,
            status,
            (&form, &errors),
            (&unit, None),
            lang,
        ));
    }
    Ok(see_other(&format!("{LIST}?unit={unit_id}&done=added")))
}

/// Whether a procedure is the same but for where it is stored and until when it holds.
fn says_the_same(known: &Procedure, new: &Procedure) -> bool {
    let bare = |procedure: &Procedure| Procedure {
        id: 0,
        valid_until: None,
        ..procedure.clone()
    };
    bare(known) == bare(new)
}

fn own_catalogue(conn: &mut crate::db::DbConn, unit: &Unit) -> diesel::QueryResult<Vec<Procedure>> {
    let mut own = list_catalogue(conn, unit)?;
    own.retain(|procedure| procedure.unit_id == unit.id);
    Ok(own)
}

/// A procedure to be changed.
///
/// # Errors
/// 401, 403, 404 for one that is not of the viewer's units.
pub async fn show_one(
    viewer: Allowed<SetDossierRules>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (procedure, unit) = find(&viewer, &db, id.into_inner()).await?;
    let (form, errors) = (ProcedureForm::of(&procedure), FieldErrors::default());
    let of = (&unit, Some(procedure.id));
    Ok(form_page(
        &viewer,
        StatusCode::OK,
        (&form, &errors),
        of,
        lang,
    ))
}

async fn find(viewer: &Viewer, db: &Db, id: i64) -> AppResult<(Procedure, Unit)> {
    let (scope, own) = (viewer.scope(), viewer.unit.clone());
    db.read(move |conn| {
        let procedure = find_procedure(conn, &scope, &own, id)?.ok_or(AppError::NotFound)?;
        let unit = find_unit(conn, &scope, procedure.unit_id)?.ok_or(AppError::NotFound)?;
        Ok::<_, AppError>((procedure, unit))
    })
    .await
}

/// Changes a procedure. From another day on, it is a new row: dossiers of before keep their limit.
///
/// # Errors
/// 401, 403, 404 for one that is not of the viewer's units.
pub async fn change(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (old, unit) = find(&viewer, &db, id.into_inner()).await?;
    let (form, mut errors) = (ProcedureForm::read(&fields), FieldErrors::default());
    let of = (&unit, Some(old.id));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(new) = form.check(unit.id, lang, &mut errors) else {
        return Ok(form_page(&viewer, status, (&form, &errors), of, lang));
    };
    let written = unit.clone();
    let (id, since) = (old.id, old.valid_from);
    let changed = db
        .write(move |conn| {
            let catalogue = own_catalogue(conn, &written)?;
            let new = bounded(new, &catalogue);
            if new.valid_from == since {
                let taken = |error| conflict(error, String::new);
                return update_procedure(conn, &Procedure { id, ..new }).map_err(taken);
            }
            insert_procedure(conn, &new)?;
            Ok(())
        })
        .await;
    match changed {
        Ok(()) => Ok(see_other(&format!("{LIST}?unit={}&done=changed", unit.id))),
        Err(AppError::Conflict(_)) => {
            let text = rust_i18n::t!("procedures.wrong.taken", locale = lang.code());
            let errors = FieldErrors::one("code", text);
            Ok(form_page(&viewer, status, (&form, &errors), of, lang))
        }
        Err(error) => Err(error),
    }
}

/// Loads the built-in list into a catalogue that is empty; into any other, nothing.
///
/// # Errors
/// 401, 403, 404 for a unit that is not theirs.
pub async fn load_starter(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let wanted = form.fields.raw("unit").and_then(|unit| unit.parse().ok());
    let unit = unit_of(&form.viewer, &db, wanted).await?;
    let (unit_id, by, now) = (unit.id, Some(form.viewer.account.id), clock.now());
    db.write(move |conn| {
        if count_procedures(conn, &unit)? == 0 {
            let hand = Hand { by, now, note: "" };
            store_starter(conn, unit_id, &hand)?;
        }
        Ok::<_, AppError>(())
    })
    .await?;
    Ok(see_other(&format!("{LIST}?unit={unit_id}&done=starter")))
}

fn form_page(
    viewer: &Viewer,
    status: StatusCode,
    (form, errors): (&ProcedureForm, &FieldErrors),
    (unit, id): (&Unit, Option<i64>),
    lang: Lang,
) -> HttpResponse {
    let view = FormPage {
        form,
        errors,
        unit,
        id,
        csrf: &viewer.csrf,
    };
    let body = view.render(lang);
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    html_page(status, &page, body.markup)
}
