//! The rules of a unit: showing, setting, and going back to those of the unit above.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use diesel::QueryResult;
use rust_i18n::t;
use serde::Deserialize;

use super::form::RulesForm;
use super::pages::{RulesPage, Settings, choose_unit};
use crate::accounts::tasks::SetDossierRules;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::db::{Db, DbConn};
use crate::dossiers::letterhead::letterhead_of;
use crate::dossiers::rules::{Letterhead, Rules};
use crate::dossiers::store;
use crate::error::{AppError, AppResult};
use crate::units::store::find_unit;
use crate::units::{PlaceChoice, Scope};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::{Fields, QueryNumber};
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// What the address may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RulesQuery {
    unit: QueryNumber,
    /// What was done just now.
    done: Option<String>,
}

/// Asks for the unit where there are several, then shows its rules.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn show_rules(
    viewer: Allowed<SetDossierRules>,
    db: Data<Db>,
    query: Query<RulesQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let unit_id = match PlaceChoice::find(&db, &viewer, query.unit.0).await? {
        PlaceChoice::Counter(places) => places.unit.id,
        PlaceChoice::Unit(units) => {
            let body = choose_unit(&units, viewer.unit.id, lang);
            let page = viewer.page(lang, &body.title, Part::Dossiers);
            return Ok(html_page(StatusCode::OK, &page, body.markup));
        }
    };
    let settings = settings_of(&db, &viewer, unit_id).await?;
    let form = RulesForm::of(settings.rules());
    let news = match query.done.as_deref() {
        Some("set") => Some("dossier_rules.was_set"),
        Some("inherit") => Some("dossier_rules.inherits"),
        _ => None,
    };
    let shown = (&form, &FieldErrors::default());
    Ok(rules_page(&viewer, lang, &settings, shown, news))
}

/// Sets the rules of a unit. Sent twice it sets the same. Dossiers that are there keep their days.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn take_rules(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let settings = settings_of(&db, &viewer, unit_of(&fields)?).await?;
    let form = RulesForm::read(&fields);
    let rules = match form.check(lang) {
        Ok(rules) => rules,
        Err(errors) => return Ok(rules_page(&viewer, lang, &settings, (&form, &errors), None)),
    };
    let unit = settings.unit;
    let id = unit.id;
    db.write(move |conn| store::replace_rules(conn, &unit, &rules))
        .await?;
    Ok(see_other(&format!("/dossiers/rules?unit={id}&done=set")))
}

/// Takes a unit's own rules away, so that it follows the unit above. Without any it changes nothing.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn take_inherit(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let settings = settings_of(&db, &viewer, unit_of(&fields)?).await?;
    let unit = settings.unit;
    let id = unit.id;
    db.write(move |conn| store::delete_rules(conn, &unit))
        .await?;
    Ok(see_other(&format!(
        "/dossiers/rules?unit={id}&done=inherit"
    )))
}

fn unit_of(fields: &Fields) -> AppResult<i64> {
    fields.text("unit").parse().map_err(|_| AppError::NotFound)
}

async fn settings_of(db: &Db, viewer: &Viewer, unit_id: i64) -> AppResult<Settings> {
    let scope = viewer.scope();
    db.read(move |conn| find_settings(conn, &scope, unit_id))
        .await?
        .ok_or(AppError::NotFound)
}

fn find_settings(conn: &mut DbConn, scope: &Scope, unit_id: i64) -> QueryResult<Option<Settings>> {
    let Some(unit) = find_unit(conn, scope, unit_id)? else {
        return Ok(None);
    };
    let mut line = store::list_line(conn, &unit)?;
    let own = store::find_own_rules(conn, unit.id)?;
    // What the letterhead is where nothing is set.
    let mut bare = own.clone().unwrap_or_default();
    bare.letterhead = Letterhead::default();
    let made = letterhead_of(&bare, &line);
    line.pop();
    let mut inherited = (Rules::default(), None);
    for above in line.into_iter().rev() {
        if let Some(rules) = store::find_own_rules(conn, above.id)? {
            inherited = (rules, Some(above.name));
            break;
        }
    }
    Ok(Some(Settings {
        unit,
        own,
        inherited: inherited.0,
        inherited_from: inherited.1,
        made,
    }))
}

/// The page; 422 where something is wrong with what was typed.
fn rules_page(
    viewer: &Viewer,
    lang: Lang,
    settings: &Settings,
    (form, errors): (&RulesForm, &FieldErrors),
    news: Option<&str>,
) -> HttpResponse {
    let shown = RulesPage {
        settings,
        form,
        errors,
        csrf: &viewer.csrf,
    };
    let body = shown.render(lang);
    let mut page = viewer.page(lang, &body.title, Part::Dossiers);
    if let Some(key) = news {
        page = page.with_notice(NoticeKind::Success, t!(key, locale = lang.code()));
    }
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_page(status, &page, body.markup)
}
